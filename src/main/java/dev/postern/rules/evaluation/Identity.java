package dev.postern.rules.evaluation;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.Cidr;
import dev.postern.rules.RiskLevel;
import dev.postern.rules.Selector;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a person or a machine that asks for access. Everything else is unknown
 * until they connect.
 *
 * @param machine whether a service token is shown instead of a login
 * @param facts values that are known, in the form in which {@link ValueSet} take them
 * @param claims what identity providers say, by the provider; it counts for those who log
 * in through that provider
 * @param answers whether selectors hold that only Cloudflare or others can decide: lists,
 * devices, Access groups with unknown rules, ways to authenticate and the like
 */
public record Identity(boolean machine, Map<Fact, String> facts, Map<UUID, Claims> claims,
		Map<Selector, Boolean> answers) {

	public Identity {
		facts = Map.copyOf(facts);
		claims = Map.copyOf(claims);
		answers = Map.copyOf(answers);
	}

	/** A person of whom the address is known. */
	public Identity(EmailAddress email) {
		this(false, Map.of(Fact.EMAIL, email.value()), Map.of(), Map.of());
	}

	/** A person of whom nothing is known. */
	public static Identity somebody() {
		return new Identity(false, Map.of(), Map.of(), Map.of());
	}

	/** A machine that shows a valid service token. */
	public static Identity machine(UUID serviceToken) {
		return someMachine().with(Fact.SERVICE_TOKEN, serviceToken.toString());
	}

	/** A machine that shows one of the account's valid service tokens. */
	public static Identity someMachine() {
		return new Identity(true, Map.of(), Map.of(), Map.of());
	}

	/**
	 * Comes from this country.
	 * @param country ISO 3166-1 alpha-2, or what else Cloudflare says, for example
	 * {@code T1}
	 */
	public Identity fromCountry(String country) {
		return with(Fact.COUNTRY, country.strip().toUpperCase(Locale.ROOT));
	}

	/**
	 * Comes from this IP address.
	 * @throws IllegalArgumentException when it is not one address
	 */
	public Identity fromAddress(String address) {
		Cidr one = Cidr.parse(address)
			.filter((cidr) -> cidr.prefix() == cidr.bits())
			.map(Cidr::unmapped)
			.orElseThrow(() -> new IllegalArgumentException("not an IP address: '%s'".formatted(address)));
		return with(Fact.ADDRESS, ValueSet.sortableAddress(one.first(), one.bits()));
	}

	/** Logs in through this identity provider. */
	public Identity loggedInThrough(UUID provider) {
		return with(Fact.LOGIN_METHOD, provider.toString());
	}

	public Identity withRisk(RiskLevel risk) {
		return with(Fact.RISK, risk.wire());
	}

	/** Shows a valid client certificate with this common name. */
	public Identity withCertificate(String commonName) {
		return with(Fact.CERTIFICATE, ValueSet.COMMON_NAME + commonName);
	}

	/** Shows no client certificate. */
	public Identity withoutCertificate() {
		return with(Fact.CERTIFICATE, ValueSet.NO_CERTIFICATE);
	}

	/** Is somebody of whom a provider says this, if they log in through it. */
	public Identity withClaims(UUID provider, Claims said) {
		Map<UUID, Claims> all = new HashMap<>(this.claims);
		all.put(provider, said);
		return new Identity(this.machine, this.facts, all, this.answers);
	}

	/** Meets a selector or does not. */
	public Identity withAnswer(Selector selector, boolean holds) {
		Map<Selector, Boolean> all = new HashMap<>(this.answers);
		all.put(selector, holds);
		return new Identity(this.machine, this.facts, this.claims, all);
	}

	private Identity with(Fact fact, String value) {
		Map<Fact, String> all = new HashMap<>(this.facts);
		all.put(fact, value);
		return new Identity(this.machine, all, this.claims, this.answers);
	}

	/** The answer to a question; {@code null} when it is not known. */
	@Nullable String answer(Question question) {
		Selector about = question.about();
		if (about == null) {
			return this.facts.get(question.fact());
		}
		Boolean known = this.answers.get(about);
		if (known != null) {
			return ValueSet.yesOrNo(known);
		}
		Claims said = (about instanceof Selector.OfProvider bound) ? this.claims.get(bound.provider()) : null;
		Truth truth = (said != null) ? said.satisfies((Selector.OfProvider) about) : Truth.UNKNOWN;
		return (truth != Truth.UNKNOWN) ? ValueSet.yesOrNo(truth == Truth.YES) : null;
	}

}
