package dev.postern.rules.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Access.OpenCondition;
import dev.postern.rules.evaluation.Formula.Leaf;
import dev.postern.rules.evaluation.Formula.Result;
import dev.postern.rules.words.Phrase;
import dev.postern.rules.words.SelectorWords;
import org.jspecify.annotations.Nullable;

/**
 * A policy with its selectors translated into formulas.
 *
 * @param match whom it matches
 * @param byAddress the selectors that name an address or a domain, by it
 * @param otherIncludes the other selectors of include
 */
record CompiledPolicy(PolicyRef ref, Policy policy, SelectorSemantics semantics, Formula match,
		Map<String, Selector> byAddress, List<Selector> otherIncludes) {

	/**
	 * Compiles the policies that Cloudflare does not ignore, in its order of evaluation.
	 */
	static List<CompiledPolicy> compile(List<Policy> policies, EvaluationContext evaluationContext, boolean machine) {
		Map<Selector.IpRange, Formula> ranges = new HashMap<>();
		return IntStream.range(0, policies.size())
			.filter((i) -> !evaluationContext.ignores(policies.get(i).decision()))
			.mapToObj((i) -> of(i, policies.get(i),
					new SelectorSemantics(evaluationContext, machine, policies.get(i).decision(), ranges)))
			.sorted(Comparator.comparing((compiled) -> compiled.decision().asksForLogin()))
			.toList();
	}

	/** Builds the formula that holds for exactly those whom the policies let in. */
	static Formula admission(List<CompiledPolicy> compiledPolicies) {
		Formula admission = Formula.NEVER;
		for (CompiledPolicy compiled : compiledPolicies.reversed()) {
			admission = compiled.decision().letsIn() ? new Formula.Any(List.of(compiled.match(), admission))
					: new Formula.All(List.of(new Formula.Not(compiled.match()), admission));
		}
		return admission;
	}

	Decision decision() {
		return this.policy.decision();
	}

	/** The selectors whose truth is unknown. */
	OpenCondition openCondition(Function<Leaf, Result> known) {
		boolean meant = this.semantics.any(this.policy.include()).evaluate(known).truth() == Truth.YES;
		return new OpenCondition(decision(), meant ? List.of() : open(this.policy.include(), known),
				open(this.policy.require(), known), open(this.policy.exclude(), known));
	}

	/** The unknown facts that determine whether the selectors hold. */
	Set<Fact> unknownFacts(List<Selector> selectors, Function<Leaf, Result> known) {
		Set<Fact> unknown = EnumSet.noneOf(Fact.class);
		selectors.forEach((selector) -> this.semantics.formulaOf(selector).evaluate((leaf) -> {
			Result result = known.apply(leaf);
			if (result.openQuestion() != null) {
				unknown.add(result.openQuestion().fact());
			}
			return result;
		}));
		return unknown;
	}

	/** A selector of include that certainly holds; {@code null} if there is none. */
	@Nullable Selector matchingSelector(Identity identity, Function<Leaf, Result> known) {
		String email = identity.facts().get(Fact.EMAIL);
		if (email != null && decision().asksForLogin()) {
			Selector byAddress = this.byAddress.get(email);
			Selector by = (byAddress != null) ? byAddress : this.byAddress.get(email.substring(email.lastIndexOf('@')));
			if (by != null) {
				return by;
			}
		}
		return this.otherIncludes.stream()
			.filter((selector) -> this.semantics.formulaOf(selector).evaluate(known).truth() == Truth.YES)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Explains why the policy does not match although an include selector certainly
	 * holds: an exclude selector holds or a require selector does not.
	 */
	Optional<Phrase> whyNotMatched(Function<Leaf, Result> known) {
		if (this.semantics.any(this.policy.include()).evaluate(known).truth() != Truth.YES) {
			return Optional.empty();
		}
		Phrase name = new Phrase.Value(this.ref.name());
		return first(this.policy.exclude(), Truth.YES, known)
			.map((kept) -> Phrase.text("rules.why.kept-out", name, SelectorWords.PEOPLE.say(kept)))
			.or(() -> first(this.policy.require(), Truth.NO, known)
				.map((unmet) -> Phrase.text("rules.why.not-met", name, SelectorWords.WHEN.say(unmet))));
	}

	private Optional<Selector> first(List<Selector> selectors, Truth truth, Function<Leaf, Result> known) {
		return selectors.stream()
			.filter((selector) -> this.semantics.formulaOf(selector).evaluate(known).truth() == truth)
			.findFirst();
	}

	private List<Selector> open(List<Selector> selectors, Function<Leaf, Result> known) {
		return selectors.stream()
			.filter((selector) -> this.semantics.formulaOf(selector).evaluate(known).truth() == Truth.UNKNOWN)
			.toList();
	}

	private static CompiledPolicy of(int index, Policy policy, SelectorSemantics semantics) {
		Map<String, Selector> named = new HashMap<>();
		List<Selector> others = new ArrayList<>();
		for (Selector selector : policy.include()) {
			switch (selector) {
				case Selector.Email(var email) -> named.put(email.value(), selector);
				case Selector.EmailDomain(var domain) -> named.put("@" + domain, selector);
				default -> others.add(selector);
			}
		}
		return new CompiledPolicy(new PolicyRef(index, policy.name()), policy, semantics, semantics.formulaOf(policy),
				named, others);
	}

}
