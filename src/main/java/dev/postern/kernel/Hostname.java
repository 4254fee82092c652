package dev.postern.kernel;

import java.net.IDN;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A fully qualified DNS name in its canonical form: lower case, punycode, no dot at the
 * end, at least two labels, no wildcard. A name that comes back from punycode as another
 * one is refused: it would stand for somebody else's domain.
 *
 * @param value at most 253 characters
 */
public record Hostname(@JsonValue String value) implements Comparable<Hostname> {

	private static final Pattern SHAPE = Pattern
		.compile("(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

	public Hostname {
		value = canonical(value);
		if (!SHAPE.matcher(value).matches()) {
			throw new IllegalArgumentException("not a hostname: '%s'".formatted(value));
		}
	}

	@JsonCreator
	public static Hostname of(String text) {
		return new Hostname(text);
	}

	/** Whether this name lies in the zone, the zone's apex included. */
	public boolean isIn(Hostname zone) {
		return this.value.equals(zone.value) || this.value.endsWith("." + zone.value);
	}

	/** How many labels this name has in front of the zone's name; 0 for the apex. */
	public int labelsBelow(Hostname zone) {
		String front = this.value.substring(0, this.value.length() - zone.value.length());
		return (int) front.chars().filter((c) -> c == '.').count();
	}

	private static String canonical(String text) {
		try {
			String name = LowerCase.of(text.strip());
			String canonical = IDN.toASCII(name);
			if (!canonical.equals(name) && !IDN.toUnicode(canonical).equals(name)) {
				throw new IllegalArgumentException("the same as '%s'".formatted(canonical));
			}
			return canonical;
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("not a hostname: '%s'".formatted(text), ex);
		}
	}

	@Override
	public int compareTo(Hostname other) {
		return this.value.compareTo(other.value);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
