package dev.postern.kernel;

import java.util.Locale;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.postern.kernel.stored.MalformedValue;

/**
 * An e-mail address in lower case, as Cloudflare compares it, its domain in punycode, so
 * that both spellings of a domain are one address. In front of the {@code @} stand the
 * characters of dot-atoms (RFC 5321, 5322) and those beyond ASCII (RFC 6531); a quoted
 * part is not taken.
 *
 * @param value at most 254 characters, no blank, quotation mark or character that is not
 * seen
 */
public record EmailAddress(@JsonValue String value) implements Comparable<EmailAddress> {

	private static final Pattern WHOLE = Pattern.compile(".+@[^@]+\\.[^@.]+");

	private static final Pattern LOCAL_PART = Pattern.compile("[^\\s\\p{Z}\\p{Cntrl}@\"<>(),;:\\\\\\[\\]]{1,64}");

	private static final int LONGEST = 254;

	public EmailAddress {
		value = canonical(value.strip());
	}

	@JsonCreator
	public static EmailAddress of(String text) {
		return new EmailAddress(text);
	}

	/**
	 * What somebody looks for, as it stands in addresses: lower case, and in punycode
	 * what follows an {@code @}.
	 */
	public static String sought(String part) {
		String text = part.strip();
		int at = text.lastIndexOf('@') + 1;
		String domain = (at > 0)
				? Hostname.inAnySpelling(text.substring(at)).map(Hostname::value).orElse(text.substring(at)) : text;
		return (text.substring(0, at) + domain).toLowerCase(Locale.ROOT);
	}

	/**
	 * Whether what somebody looks for is shaped like a whole address, not a part of one.
	 */
	public static boolean isWhole(String sought) {
		return WHOLE.matcher(sought).matches();
	}

	/** The part after the last {@code @}. */
	public String domain() {
		return this.value.substring(this.value.lastIndexOf('@') + 1);
	}

	private static String canonical(String text) {
		try {
			int at = text.lastIndexOf('@');
			String local = LowerCase.of(text.substring(0, Math.max(at, 0)));
			String domain = text.substring(at + 1);
			String address = local + "@" + Hostname.of(domain);
			if (!domain.equals(domain.strip()) || !LOCAL_PART.matcher(local).matches() || address.length() > LONGEST
					|| !PlainText.isPlain(address)) {
				throw new IllegalArgumentException("not shaped like one");
			}
			return address;
		}
		catch (IllegalArgumentException ex) {
			throw new MalformedValue("not an e-mail address: '%s'".formatted(text), ex);
		}
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
