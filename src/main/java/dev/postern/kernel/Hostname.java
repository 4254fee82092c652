package dev.postern.kernel;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.ibm.icu.text.IDNA;

/**
 * A fully qualified DNS name in its canonical form: lower case, punycode, no dot at the
 * end, at least two labels, no wildcard. Names follow IDNA2008 by UTS 46 without the
 * transitional mapping, so {@code ß} is a letter of its own. A name in ASCII is taken as
 * it is written, since DNS compares no more than that. One in other letters that comes
 * back from punycode as another one is refused: it would stand for somebody else's
 * domain.
 *
 * @param value at most 253 characters
 */
public record Hostname(@JsonValue String value) implements Comparable<Hostname> {

	private static final Pattern SHAPE = Pattern
		.compile("(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

	/** Far more than a name can have; beyond it ICU refuses to look. */
	private static final int LONGEST_MAPPED = 1_000;

	private static final IDNA IDNA2008 = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES | IDNA.CHECK_BIDI
			| IDNA.CHECK_CONTEXTJ | IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);

	/** Such labels are usual in DNS, and nothing is taken for something else by them. */
	private static final Set<IDNA.Error> TOLERATED = EnumSet.of(IDNA.Error.HYPHEN_3_4);

	/** Keyboards add it to an emoji, so that it is shown in colours. */
	private static final Pattern EMOJI_PRESENTATION = Pattern.compile("(?<=[^\\x00-\\x7f])\\x{fe0f}");

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

	/**
	 * Reads a name that others wrote, as those who compare it do: in Unicode or punycode,
	 * in any case, with a dot at the end or none, with letters that UTS 46 maps to
	 * others. What somebody enters goes through {@link #of}, which takes no lookalike.
	 * @return empty for a text that is no hostname in any spelling
	 */
	public static Optional<Hostname> inAnySpelling(String text) {
		Optional<String> canonical = isAscii(text) ? Optional.of(text.toLowerCase(Locale.ROOT)) : mapped(text);
		return canonical.map(Hostname::withoutLastDot)
			.filter((name) -> SHAPE.matcher(name).matches())
			.map(Hostname::new);
	}

	/** Whether a text is this name in any spelling. */
	public boolean isMeantBy(String text) {
		return isAscii(text) ? withoutLastDot(text).equalsIgnoreCase(this.value)
				: inAnySpelling(text).filter(this::equals).isPresent();
	}

	/** Whether this name lies below a domain, which may be one label, in any spelling. */
	public boolean isBelow(String domain) {
		if (isAscii(domain)) {
			return this.value.endsWith("." + withoutLastDot(domain).toLowerCase(Locale.ROOT));
		}
		return inAnySpelling("any." + domain).filter((any) -> this.value.endsWith(any.value.substring("any".length())))
			.isPresent();
	}

	/** Whether its labels in punycode, if any, stand for names in other letters. */
	public boolean isWellEncoded() {
		return mapped(this.value).filter(this.value::equals).isPresent();
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
			String name = withoutLastDot(LowerCase.of(text.strip()));
			if (isAscii(name)) {
				return name;
			}
			String canonical = mapped(name).orElseThrow(() -> new IllegalArgumentException("no name by UTS 46"));
			if (!comesBackAs(name, canonical)) {
				throw new IllegalArgumentException("the same as '%s'".formatted(canonical));
			}
			return canonical;
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("not a hostname: '%s'".formatted(text), ex);
		}
	}

	private static boolean comesBackAs(String name, String canonical) {
		String[] labels = name.split("\\.", -1);
		String[] encoded = canonical.split("\\.", -1);
		return labels.length == encoded.length
				&& IntStream.range(0, labels.length).allMatch((i) -> labelComesBackAs(labels[i], encoded[i]));
	}

	/** Scripts that have no small letters in names come back in capitals. */
	private static boolean labelComesBackAs(String label, String encoded) {
		if (isAscii(label)) {
			return label.equals(encoded);
		}
		StringBuilder decoded = IDNA2008.labelToUnicode(encoded, new StringBuilder(), new IDNA.Info());
		return LowerCase.of(decoded.toString()).equals(EMOJI_PRESENTATION.matcher(label).replaceAll(""));
	}

	private static Optional<String> mapped(String name) {
		if (name.length() > LONGEST_MAPPED) {
			return Optional.empty();
		}
		IDNA.Info info = new IDNA.Info();
		StringBuilder ascii = IDNA2008.nameToASCII(name, new StringBuilder(), info);
		return TOLERATED.containsAll(info.getErrors()) ? Optional.of(ascii.toString()) : Optional.empty();
	}

	private static String withoutLastDot(String name) {
		return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
	}

	/** Asked of each rule for each hostname, so that it is a loop. */
	private static boolean isAscii(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) >= 0x80) {
				return false;
			}
		}
		return true;
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
