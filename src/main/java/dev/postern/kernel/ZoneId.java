package dev.postern.kernel;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a DNS zone; Cloudflare gives it out, usually 32 hexadecimal digits. */
public record ZoneId(@JsonValue String value) {

	private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	public ZoneId {
		if (!SHAPE.matcher(value).matches()) {
			throw new IllegalArgumentException("not a zone id: '%s'".formatted(value));
		}
	}

	@JsonCreator
	public static ZoneId of(String text) {
		return new ZoneId(text);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
