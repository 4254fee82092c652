package dev.postern.rules.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.postern.rules.Cidr;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.RiskLevel;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Formula.All;
import dev.postern.rules.evaluation.Formula.Any;
import dev.postern.rules.evaluation.Formula.Leaf;
import dev.postern.rules.evaluation.Formula.Not;

/**
 * Translates selectors into formulas: what they mean for a person or for a machine, after
 * a login or without one.
 */
final class SelectorSemantics {

	/** The maximum of groups to expand in one policy. */
	private static final int MOST_GROUPS = 1_000;

	/** The maximum nesting depth of groups. */
	private static final int DEEPEST = 100;

	private final EvaluationContext evaluationContext;

	private final boolean machine;

	private final boolean loggedIn;

	private final Set<UUID> within = new HashSet<>();

	/** The formulas of the selectors of the policy itself, by identity. */
	private final IdentityHashMap<Selector, Formula> known = new IdentityHashMap<>();

	private int groups;

	/** The formulas of IP ranges, shared by all policies. */
	private final Map<Selector.IpRange, Formula> ranges;

	SelectorSemantics(EvaluationContext evaluationContext, boolean machine, Decision decision) {
		this(evaluationContext, machine, decision, new HashMap<>());
	}

	/**
	 * @param ranges what ranges were found to mean, which other policies may share
	 */
	SelectorSemantics(EvaluationContext evaluationContext, boolean machine, Decision decision,
			Map<Selector.IpRange, Formula> ranges) {
		this.ranges = ranges;
		this.evaluationContext = evaluationContext;
		this.machine = machine;
		this.loggedIn = decision.asksForLogin();
	}

	/** The formula of a policy; a policy that asks for a login matches no machine. */
	Formula formulaOf(Policy policy) {
		return (this.loggedIn && this.machine) ? Formula.NEVER
				: match(policy.include(), policy.require(), policy.exclude());
	}

	Formula any(List<Selector> selectors) {
		return anyOf(selectors.stream().map(this::formulaOf).toList());
	}

	/** The disjunction; leaves about the same question are merged. */
	static Formula anyOf(List<Formula> parts) {
		return Merged.any(parts);
	}

	Formula all(List<Selector> selectors) {
		return new All(selectors.stream().map(this::formulaOf).toList());
	}

	/** The formula of a selector. */
	Formula formulaOf(Selector selector) {
		if (!this.within.isEmpty()) {
			return translate(selector);
		}
		Formula known = this.known.get(selector);
		if (known == null) {
			known = translate(selector);
			this.known.put(selector, known);
		}
		return known;
	}

	private Formula translate(Selector selector) {
		return switch (selector) {
			case Selector.Email(var email) -> forPeopleOnly(emailIs(email.value()));
			case Selector.EmailDomain(var domain) -> forPeopleOnly(emailIs("@" + domain));
			case Selector.EmailList _ -> forPeopleOnly(undecided(Fact.EMAIL_LISTS, selector));
			case Selector.Everyone() -> Formula.ALWAYS;
			case Selector.IpRange range -> this.ranges.computeIfAbsent(range, (_) -> new Leaf(Question.ADDRESS,
					ValueSet.IpRanges.of(Cidr.parse(range.cidr()).orElseThrow().unmapped())));
			case Selector.IpList _ -> undecided(Fact.ADDRESS_LISTS, selector);
			case Selector.Country(var code) -> new Leaf(Question.COUNTRY, ValueSet.Only.of(code));
			case Selector.Group group -> group(group);
			case Selector.LoginMethod(var provider) -> forPeopleOnly(loginThrough(provider));
			case Selector.OfProvider bound ->
				forPeopleOnly(new All(List.of(loginThrough(bound.provider()), claimed(bound))));
			case Selector.ServiceToken(var id) ->
				forMachinesOnly(new Leaf(Question.SERVICE_TOKEN, ValueSet.Only.of(id.toString())));
			case Selector.AnyServiceToken() -> forMachinesOnly(Formula.ALWAYS);
			case Selector.LinkedAppToken _ -> forMachinesOnly(undecided(Fact.SERVICE_TOKEN, selector));
			case Selector.Certificate() -> new Leaf(Question.CERTIFICATE, new ValueSet.AllBut(ValueSet.NO_CERTIFICATE));
			case Selector.CommonName(var name) ->
				new Leaf(Question.CERTIFICATE, ValueSet.Only.of(ValueSet.COMMON_NAME + name));
			case Selector.AuthMethod _ -> forPeopleOnly(undecided(Fact.AUTHENTICATION, selector));
			case Selector.DevicePosture _ -> undecided(Fact.DEVICE, selector);
			case Selector.ExternalEvaluation _ -> undecided(Fact.OWN_EVALUATION, selector);
			case Selector.UserRisk(var levels) -> forPeopleOnly(new Leaf(Question.RISK,
					new ValueSet.Only(Set.copyOf(levels.stream().map(RiskLevel::wire).toList()))));
			case Selector.AccountMember _ -> forPeopleOnly(undecided(Fact.ACCOUNT_MEMBERSHIP, selector));
			case Selector.Other _ -> undecided(Fact.OTHER, selector);
		};
	}

	private Formula match(List<Selector> include, List<Selector> require, List<Selector> exclude) {
		return new All(List.of(any(include), all(require), new Not(any(exclude))));
	}

	/**
	 * Expands a group; a group that is unknown, nested too deep or contains itself
	 * becomes an unknown fact.
	 */
	private Formula group(Selector.Group group) {
		RuleGroup rules = this.evaluationContext.groups().get(group.id());
		boolean far = this.groups >= MOST_GROUPS || this.within.size() >= DEEPEST;
		if (rules == null || far || !this.within.add(group.id())) {
			return undecided(Fact.ACCESS_GROUPS, group);
		}
		this.groups++;
		Formula match = match(rules.include(), rules.require(), rules.exclude());
		this.within.remove(group.id());
		return match;
	}

	private static Formula claimed(Selector.OfProvider bound) {
		Formula said = undecided(Fact.PROVIDER_GROUPS, bound);
		if (bound instanceof Selector.GitHubOrganization(var provider, var name, var team) && team != null) {
			return new All(List
				.of(undecided(Fact.PROVIDER_GROUPS, new Selector.GitHubOrganization(provider, name, null)), said));
		}
		return said;
	}

	private Formula forPeopleOnly(Formula formula) {
		return (this.loggedIn && !this.machine) ? formula : Formula.NEVER;
	}

	private Formula forMachinesOnly(Formula formula) {
		return this.machine ? formula : Formula.NEVER;
	}

	private static Formula emailIs(String text) {
		return new Leaf(Question.EMAIL, new ValueSet.EmailAddresses(Set.of(text)));
	}

	private static Formula loginThrough(UUID provider) {
		return new Leaf(Question.LOGIN_METHOD, ValueSet.Only.of(provider.toString()));
	}

	private static Formula undecided(Fact fact, Selector about) {
		return new Leaf(new Question(fact, about), ValueSet.Only.of(ValueSet.yesOrNo(true)));
	}

	/** Merges the leaves of a disjunction that ask the same question. */
	private record Merged(List<Formula> others, List<ValueSet.EmailAddresses> addresses, List<ValueSet.IpRanges> ranges,
			List<ValueSet.Only> countries) {

		static Formula any(List<Formula> parts) {
			Merged merged = new Merged(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
			parts.forEach(merged::add);
			List<Formula> few = new ArrayList<>();
			if (!merged.addresses.isEmpty()) {
				few.add(new Leaf(Question.EMAIL, ValueSet.EmailAddresses.all(merged.addresses)));
			}
			if (!merged.countries.isEmpty()) {
				few.add(new Leaf(Question.COUNTRY, ValueSet.Only.all(merged.countries)));
			}
			if (!merged.ranges.isEmpty()) {
				few.add(new Leaf(Question.ADDRESS, ValueSet.IpRanges.all(merged.ranges)));
			}
			few.addAll(merged.others);
			return new Any(few);
		}

		private void add(Formula part) {
			if (part instanceof Leaf(var _, ValueSet.EmailAddresses values, var _)) {
				this.addresses.add(values);
			}
			else if (part instanceof Leaf(var _, ValueSet.IpRanges values, var _)) {
				this.ranges.add(values);
			}
			else if (part instanceof Leaf(var question, ValueSet.Only values, var _)
					&& question.equals(Question.COUNTRY)) {
				this.countries.add(values);
			}
			else {
				this.others.add(part);
			}
		}

	}

}
