package dev.postern.rules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import tools.jackson.databind.JsonNode;

/**
 * One condition of a policy. A selector that Postern does not know is kept as it came
 * ({@link Other}).
 */
public sealed interface Selector {

	/** One person. */
	record Email(EmailAddress email) implements Selector {
	}

	/**
	 * Everybody with an address at a domain.
	 *
	 * @param domain lower case, without {@code @}
	 */
	record EmailDomain(String domain) implements Selector {

		public EmailDomain {
			domain = Hostname.of(domain).value();
		}

	}

	/**
	 * Whoever comes from a country.
	 *
	 * @param code ISO 3166-1 alpha-2, upper case
	 */
	record Country(String code) implements Selector {

		private static final Set<String> CODES = Arrays.stream(Locale.getISOCountries())
			.collect(Collectors.toUnmodifiableSet());

		public Country {
			code = code.strip().toUpperCase(Locale.ROOT);
			if (!CODES.contains(code)) {
				throw new IllegalArgumentException("not a country code: '%s'".formatted(code));
			}
		}

	}

	/**
	 * Whoever comes from an address range.
	 *
	 * @param cidr v4 or v6 in CIDR notation, a single address with its full prefix length
	 */
	record IpRange(String cidr) implements Selector {

		public IpRange {
			String given = cidr;
			cidr = Cidr.parse(given)
				.orElseThrow(() -> new IllegalArgumentException("not an IP range: '%s'".formatted(given)))
				.toString();
		}

	}

	/** Everybody who can log in. */
	record Everyone() implements Selector {
	}

	/**
	 * A selector that Postern does not interpret.
	 *
	 * @param raw the whole rule object as Cloudflare gave it
	 */
	record Other(JsonNode raw) implements Selector {

		public Other {
			raw = raw.deepCopy();
		}

	}

}
