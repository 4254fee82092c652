package dev.postern.kernel;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a DNS record; Cloudflare gives it out, usually 32 hexadecimal digits. */
public record DnsRecordId(@JsonValue String value) {

	private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	public DnsRecordId {
		if (!SHAPE.matcher(value).matches()) {
			throw new IllegalArgumentException("not a DNS record id: '%s'".formatted(value));
		}
	}

	@JsonCreator
	public static DnsRecordId of(String text) {
		return new DnsRecordId(text);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
