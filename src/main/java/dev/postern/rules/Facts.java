package dev.postern.rules;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A person and what is known of the moment they come; {@code null} and absent mean not
 * known.
 *
 * @param country one that no policy names when it is empty
 * @param others whether the selectors that Postern does not interpret hold
 */
record Facts(Identity identity, @Nullable String country, @Nullable Address address, Map<JsonNode, Boolean> others) {

	/** Selectors that only machines meet; they never let a person in. */
	private static final Set<String> FOR_MACHINES = Set.of("service_token", "any_valid_service_token",
			"linked_app_token");

	static Facts of(Identity identity) {
		return new Facts(identity, null, null, Map.of());
	}

	Facts from(String country) {
		return new Facts(this.identity, country, this.address, this.others);
	}

	Facts at(Address address) {
		return new Facts(this.identity, this.country, address, this.others);
	}

	Facts where(JsonNode other, boolean holds) {
		Map<JsonNode, Boolean> more = new HashMap<>(this.others);
		more.put(other, holds);
		return new Facts(this.identity, this.country, this.address, Map.copyOf(more));
	}

	/**
	 * Whether a policy matches. Those that ask nobody to log in know nobody's address.
	 */
	Truth match(Policy policy) {
		boolean loggedIn = loginFor(policy.decision());
		return Truth.any(policy.include().stream(), (selector) -> holds(selector, loggedIn))
			.and(Truth.all(policy.require().stream(), (selector) -> holds(selector, loggedIn)))
			.and(Truth.any(policy.exclude().stream(), (selector) -> holds(selector, loggedIn)).not());
	}

	Truth holds(Selector selector, boolean loggedIn) {
		return switch (selector) {
			case Selector.Email(var email) -> Truth.of(loggedIn && email.equals(this.identity.email()));
			case Selector.EmailDomain(var domain) ->
				Truth.of(loggedIn && domain.equals(this.identity.email().domain()));
			case Selector.Country(var code) ->
				(this.country == null) ? Truth.UNKNOWN : Truth.of(code.equals(this.country));
			case Selector.IpRange(var cidr) ->
				(this.address == null) ? Truth.UNKNOWN : Truth.of(this.address.isIn(Cidr.parse(cidr).orElseThrow()));
			case Selector.Everyone() -> Truth.YES;
			case Selector.Other(var raw) -> other(raw);
		};
	}

	private Truth other(JsonNode raw) {
		if (FOR_MACHINES.stream().anyMatch(raw::has)) {
			return Truth.NO;
		}
		Boolean known = this.others.get(raw);
		return (known == null) ? Truth.UNKNOWN : Truth.of(known);
	}

	static boolean loginFor(Decision decision) {
		return switch (decision) {
			case ALLOW, DENY -> true;
			case NON_IDENTITY, BYPASS -> false;
		};
	}

	/** One IP address. */
	record Address(BigInteger value, int bits) {

		boolean isIn(Cidr range) {
			return range.bits() == this.bits && this.value.compareTo(range.first()) >= 0
					&& this.value.compareTo(range.end()) < 0;
		}

	}

}
