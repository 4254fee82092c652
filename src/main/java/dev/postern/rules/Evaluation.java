package dev.postern.rules;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.postern.rules.Access.Condition;
import dev.postern.rules.Facts.Address;
import tools.jackson.databind.JsonNode;

/**
 * Asks policies about a person. Where three-valued logic cannot tell, it tries what may
 * turn out: each country, each side of an address range, each selector of unknown kind.
 */
final class Evaluation {

	/** After so many trials the answer is that it depends, which shows more, not less. */
	private static final int MOST_TRIALS = 20_000;

	private final List<Policy> policies;

	private final Set<String> countries = new LinkedHashSet<>();

	private final Set<Address> addresses = new LinkedHashSet<>();

	private final Set<JsonNode> others = new LinkedHashSet<>();

	private int trials;

	Evaluation(List<Policy> policies) {
		this.policies = inOrder(policies);
		this.policies.forEach((policy) -> Stream.of(policy.include(), policy.require(), policy.exclude())
			.flatMap(List::stream)
			.forEach(this::note));
	}

	Access of(Identity identity) {
		Facts facts = Facts.of(identity);
		Truth entry = entry(facts);
		boolean mayEnter = entry == Truth.YES || (entry == Truth.UNKNOWN && turnsOut(facts, Truth.YES));
		if (!mayEnter) {
			return new Access.Denied();
		}
		boolean mayFail = entry == Truth.UNKNOWN && turnsOut(facts, Truth.NO);
		return mayFail ? new Access.Depends(conditions(facts)) : new Access.Allowed();
	}

	private void note(Selector selector) {
		switch (selector) {
			case Selector.Country(var code) -> this.countries.add(code);
			case Selector.IpRange(var cidr) -> note(Cidr.parse(cidr).orElseThrow());
			case Selector.Other(var raw) -> this.others.add(raw);
			case Selector.Email _, Selector.EmailDomain _, Selector.Everyone _ -> {
			}
		}
	}

	/**
	 * Ranges split all addresses into stretches; their first addresses stand for them.
	 */
	private void note(Cidr range) {
		this.addresses.add(new Address(BigInteger.ZERO, range.bits()));
		this.addresses.add(new Address(range.first(), range.bits()));
		if (range.end().bitLength() <= range.bits()) {
			this.addresses.add(new Address(range.end(), range.bits()));
		}
		this.addresses.add(new Address(BigInteger.ZERO, (range.bits() == 32) ? 128 : 32));
	}

	private Truth entry(Facts facts) {
		Truth entry = Truth.NO;
		for (Policy policy : this.policies.reversed()) {
			Truth match = facts.match(policy);
			entry = lets(policy.decision()) ? match.or(entry) : match.not().and(entry);
		}
		return entry;
	}

	private boolean turnsOut(Facts facts, Truth wanted) {
		this.trials = 0;
		return search(facts, wanted);
	}

	private boolean search(Facts facts, Truth wanted) {
		if (++this.trials > MOST_TRIALS) {
			return true;
		}
		Truth entry = entry(facts);
		return (entry == Truth.UNKNOWN) ? next(facts).anyMatch((known) -> search(known, wanted)) : entry == wanted;
	}

	/** All that the first unknown fact may turn out to be. */
	private Stream<Facts> next(Facts facts) {
		if (facts.country() == null && !this.countries.isEmpty()) {
			return Stream.concat(this.countries.stream(), Stream.of("")).map(facts::from);
		}
		if (facts.address() == null && !this.addresses.isEmpty()) {
			return this.addresses.stream().map(facts::at);
		}
		return this.others.stream()
			.filter(Predicate.not(facts.others()::containsKey))
			.limit(1)
			.flatMap((other) -> Stream.of(facts.where(other, true), facts.where(other, false)));
	}

	private List<Condition> conditions(Facts facts) {
		List<Condition> conditions = new ArrayList<>();
		for (Policy policy : this.policies) {
			Truth match = facts.match(policy);
			if (match != Truth.NO) {
				conditions.add(condition(policy, facts));
			}
			if (match == Truth.YES) {
				break;
			}
		}
		return conditions;
	}

	private static Condition condition(Policy policy, Facts facts) {
		boolean loggedIn = Facts.loginFor(policy.decision());
		Predicate<Selector> open = (selector) -> facts.holds(selector, loggedIn) == Truth.UNKNOWN;
		boolean meant = policy.include().stream().anyMatch((selector) -> facts.holds(selector, loggedIn) == Truth.YES);
		return new Condition(policy.decision(), meant ? List.of() : policy.include().stream().filter(open).toList(),
				policy.require().stream().filter(open).toList(), policy.exclude().stream().filter(open).toList());
	}

	/** Those that ask nobody to log in come first. */
	static List<Policy> inOrder(List<Policy> policies) {
		return policies.stream().sorted(Comparator.comparing((policy) -> Facts.loginFor(policy.decision()))).toList();
	}

	static boolean lets(Decision decision) {
		return switch (decision) {
			case ALLOW, NON_IDENTITY, BYPASS -> true;
			case DENY -> false;
		};
	}

}
