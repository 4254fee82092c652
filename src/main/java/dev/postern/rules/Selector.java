package dev.postern.rules;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One condition of a policy. A selector that Postern does not know is kept as it came
 * ({@link Other}), and so is a known one with fields that Postern does not know.
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

	/** Everybody on a list of e-mail addresses that Cloudflare keeps. */
	record EmailList(UUID id) implements Selector {
	}

	/** Everybody who can log in. */
	record Everyone() implements Selector {
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

	/** Whoever comes from an address on a list that Cloudflare keeps. */
	record IpList(UUID id) implements Selector {
	}

	/**
	 * Whoever comes from a country.
	 *
	 * @param code ISO 3166-1 alpha-2, upper case, or what Cloudflare says besides
	 */
	record Country(String code) implements Selector {

		/** Codes that Cloudflare uses beside ISO's: Kosovo and Tor exit nodes. */
		private static final Set<String> BESIDES = Set.of("XK", "T1");

		private static final Set<String> CODES = Stream
			.concat(Arrays.stream(Locale.getISOCountries()), BESIDES.stream())
			.collect(Collectors.toUnmodifiableSet());

		public Country {
			code = code.strip().toUpperCase(Locale.ROOT);
			if (!CODES.contains(code)) {
				throw new IllegalArgumentException("not a country code: '%s'".formatted(code));
			}
		}

		/** All codes that policies can name. */
		public static Set<String> codes() {
			return CODES;
		}

	}

	/** Whoever the rules of an Access group match. */
	record Group(UUID id) implements Selector {
	}

	/** What one identity provider says of those who log in through it. */
	sealed interface OfProvider extends Selector {

		UUID provider();

	}

	/** Members of a group of Google Workspace. */
	record GoogleGroup(UUID provider, EmailAddress email) implements OfProvider {
	}

	/**
	 * Members of an organisation at GitHub.
	 *
	 * @param team {@code null} for all its members
	 */
	record GitHubOrganization(UUID provider, String name, @Nullable String team) implements OfProvider {

		public GitHubOrganization {
			name = TextFormats.singleLine(name);
			team = (team != null) ? TextFormats.singleLine(team) : null;
		}

	}

	/** Members of a group of Okta. */
	record OktaGroup(UUID provider, String name) implements OfProvider {

		public OktaGroup {
			name = TextFormats.singleLine(name);
		}

	}

	/** Members of a group of Microsoft Entra ID. */
	record EntraGroup(UUID provider, UUID id) implements OfProvider {
	}

	/** Whoever a SAML provider gives an attribute of this value. */
	record SamlAttribute(UUID provider, String name, String value) implements OfProvider {

		public SamlAttribute {
			name = TextFormats.singleLine(name);
			value = TextFormats.singleLine(value);
		}

	}

	/** Whoever an OpenID Connect provider gives a claim of this value. */
	record OidcClaim(UUID provider, String name, String value) implements OfProvider {

		public OidcClaim {
			name = TextFormats.singleLine(name);
			value = TextFormats.singleLine(value);
		}

	}

	/**
	 * Whoever satisfied an authentication context of Microsoft Entra ID at login.
	 *
	 * @param context the short id in Entra, for example {@code c1}
	 */
	record AuthContext(UUID provider, UUID id, String context) implements OfProvider {

		public AuthContext {
			context = TextFormats.singleLine(context);
		}

	}

	/** The machine that shows one service token. */
	record ServiceToken(UUID id) implements Selector {
	}

	/** Any machine that shows a service token of the account. */
	record AnyServiceToken() implements Selector {
	}

	/** Whoever shows a valid client certificate. */
	record Certificate() implements Selector {
	}

	/** Whoever shows a valid client certificate with this common name. */
	record CommonName(String name) implements Selector {

		public CommonName {
			name = TextFormats.singleLine(name);
		}

	}

	/** Whoever used this authentication method, for example {@code mfa} (RFC 8176). */
	record AuthMethod(String method) implements Selector {

		public AuthMethod {
			method = TextFormats.singleLine(method);
		}

	}

	/** Whoever logs in through an identity provider. */
	record LoginMethod(UUID provider) implements Selector {
	}

	/**
	 * Whoever's device passes a check.
	 *
	 * @param account 32 hexadecimal digits; {@code null} where Cloudflare names none
	 */
	record DevicePosture(UUID check, @Nullable String account) implements Selector {

		public DevicePosture {
			account = (account != null) ? TextFormats.accountId(account) : null;
		}

	}

	/** Whoever an external evaluation service approves. Both URLs are {@code https}. */
	record ExternalEvaluation(String evaluateUrl, String keysUrl) implements Selector {

		public ExternalEvaluation {
			evaluateUrl = TextFormats.httpsUrl(evaluateUrl);
			keysUrl = TextFormats.httpsUrl(keysUrl);
		}

	}

	/** Programs with a token of an OpenID Connect application at Cloudflare. */
	record LinkedAppToken(UUID application) implements Selector {
	}

	/** Whoever's behaviour Cloudflare rates at one of these levels; at least one. */
	record UserRisk(Set<RiskLevel> levels) implements Selector {

		public UserRisk {
			levels = Collections.unmodifiableSet(EnumSet.copyOf(levels));
		}

	}

	/**
	 * Members of an account at Cloudflare.
	 *
	 * @param account 32 hexadecimal digits; {@code null} for the account itself
	 */
	record AccountMember(@Nullable String account) implements Selector {

		public AccountMember {
			account = (account != null) ? TextFormats.accountId(account) : null;
		}

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
