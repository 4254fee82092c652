package dev.postern.kernel;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An e-mail address in lower case, as Cloudflare compares it.
 *
 * @param value at most 254 characters, no blank, quote or character that is not seen
 */
public record EmailAddress(@JsonValue String value) implements Comparable<EmailAddress> {

	private static final Pattern SHAPE = Pattern.compile(
			"(?=.{3,254}$)[^\\s\\p{Z}\\p{Cntrl}@\"'<>(),;:\\\\\\[\\]]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+"
					+ "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

	public EmailAddress {
		value = LowerCase.of(value.strip());
		if (!SHAPE.matcher(value).matches() || !PlainText.isPlain(value)) {
			throw new IllegalArgumentException("not an e-mail address: '%s'".formatted(value));
		}
	}

	@JsonCreator
	public static EmailAddress of(String text) {
		return new EmailAddress(text);
	}

	/** The part after the last {@code @}. */
	public String domain() {
		return this.value.substring(this.value.lastIndexOf('@') + 1);
	}

	@Override
	public int compareTo(EmailAddress other) {
		return this.value.compareTo(other.value);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
