package dev.postern.fake.kernel;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.ibm.icu.text.IDNA;

/** Names as Cloudflare and its connector read them. */
public final class DomainNames {

	private static final IDNA STRICT = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ
			| IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);

	/** Takes underscores, which records have. */
	private static final IDNA RECORDS = IDNA
		.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);

	private static final Set<IDNA.Error> LENGTHS = EnumSet.of(IDNA.Error.EMPTY_LABEL, IDNA.Error.LABEL_TOO_LONG,
			IDNA.Error.DOMAIN_NAME_TOO_LONG);

	private DomainNames() {
	}

	/**
	 * The name in punycode as the profile {@code Lookup} of Go's idna makes it: mapped,
	 * not transitional, strict, but with lengths not looked at. Empty where that refuses
	 * a name, which it does with a wildcard and an underscore.
	 */
	public static Optional<String> lookedUp(String name) {
		IDNA.Info info = new IDNA.Info();
		StringBuilder ascii = STRICT.nameToASCII(name, new StringBuilder(), info);
		return LENGTHS.containsAll(info.getErrors()) ? Optional.of(ascii.toString()) : Optional.empty();
	}

	/**
	 * The name as requests and DNS carry it: lower case, punycode, no dot at the end. A
	 * wildcard keeps its star; what is no name is in lower case.
	 */
	public static String onTheWire(String name) {
		if (name.startsWith("*.")) {
			return "*." + onTheWire(name.substring(2));
		}
		IDNA.Info info = new IDNA.Info();
		String ascii = RECORDS.nameToASCII(name, new StringBuilder(), info).toString();
		String wire = info.hasErrors() ? name.toLowerCase(Locale.ROOT) : ascii;
		return wire.endsWith(".") ? wire.substring(0, wire.length() - 1) : wire;
	}

	/** The name as browsers show it. */
	public static String shown(String name) {
		return STRICT.nameToUnicode(name, new StringBuilder(), new IDNA.Info()).toString();
	}

}
