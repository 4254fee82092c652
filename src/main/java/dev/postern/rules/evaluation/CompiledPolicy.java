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
import dev.postern.rules.evaluation.Access.Condition;
import dev.postern.rules.evaluation.Formula.Answer;
import dev.postern.rules.evaluation.Formula.Leaf;
import dev.postern.rules.words.Phrase;
import dev.postern.rules.words.SelectorWords;
import org.jspecify.annotations.Nullable;

/**
 * One policy as it is asked.
 *
 * @param match whom it matches
 * @param named the selectors that name an address or a domain, by it
 * @param others the other selectors of include
 */
record CompiledPolicy(PolicyRef decider, Policy policy, SelectorSemantics meanings, Formula match, Map<String, Selector> named,
		List<Selector> others) {

	/** All that Cloudflare takes notice of, in its order. */
	static List<CompiledPolicy> inOrder(List<Policy> policies, EvaluationContext setting, boolean machine) {
		Map<Selector.IpRange, Formula> ranges = new HashMap<>();
		return IntStream.range(0, policies.size())
			.filter((i) -> !setting.ignores(policies.get(i).decision()))
			.mapToObj((i) -> of(i, policies.get(i), new SelectorSemantics(setting, machine, policies.get(i).decision(), ranges)))
			.sorted(Comparator.comparing((clause) -> clause.decision().asksForLogin()))
			.toList();
	}

	/**
	 * Whether whoever it is gets in, by policies in the order in which they are asked.
	 */
	static Formula entry(List<CompiledPolicy> clauses) {
		Formula entry = Formula.NEVER;
		for (CompiledPolicy clause : clauses.reversed()) {
			entry = clause.decision().letsIn() ? new Formula.Any(List.of(clause.match(), entry))
					: new Formula.All(List.of(new Formula.Not(clause.match()), entry));
		}
		return entry;
	}

	Decision decision() {
		return this.policy.decision();
	}

	/** What is still open. */
	Condition condition(Function<Leaf, Answer> known) {
		boolean meant = this.meanings.any(this.policy.include()).judge(known).truth() == Truth.YES;
		return new Condition(decision(), meant ? List.of() : open(this.policy.include(), known),
				open(this.policy.require(), known), open(this.policy.exclude(), known));
	}

	/** What would have to be known to tell whether these hold. */
	Set<Fact> unknown(List<Selector> selectors, Function<Leaf, Answer> known) {
		Set<Fact> unknown = EnumSet.noneOf(Fact.class);
		selectors.forEach((selector) -> this.meanings.of(selector).judge((leaf) -> {
			Answer answer = known.apply(leaf);
			if (answer.open() != null) {
				unknown.add(answer.open().fact());
			}
			return answer;
		}));
		return unknown;
	}

	/** A selector of include that holds; {@code null} when that is not certain of any. */
	@Nullable Selector because(Identity identity, Function<Leaf, Answer> known) {
		String email = identity.facts().get(Fact.EMAIL);
		if (email != null && decision().asksForLogin()) {
			Selector byAddress = this.named.get(email);
			Selector by = (byAddress != null) ? byAddress : this.named.get(email.substring(email.lastIndexOf('@')));
			if (by != null) {
				return by;
			}
		}
		return this.others.stream()
			.filter((selector) -> this.meanings.of(selector).judge(known).truth() == Truth.YES)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Why it does not match somebody whom it names for certain: somebody it keeps out, or
	 * something that does not hold.
	 */
	Optional<Phrase> hurdle(Function<Leaf, Answer> known) {
		if (this.meanings.any(this.policy.include()).judge(known).truth() != Truth.YES) {
			return Optional.empty();
		}
		Phrase name = new Phrase.Value(this.decider.name());
		return first(this.policy.exclude(), Truth.YES, known)
			.map((kept) -> Phrase.text("rules.why.kept-out", name, SelectorWords.PEOPLE.say(kept)))
			.or(() -> first(this.policy.require(), Truth.NO, known)
				.map((unmet) -> Phrase.text("rules.why.not-met", name, SelectorWords.WHEN.say(unmet))));
	}

	private Optional<Selector> first(List<Selector> selectors, Truth truth, Function<Leaf, Answer> known) {
		return selectors.stream()
			.filter((selector) -> this.meanings.of(selector).judge(known).truth() == truth)
			.findFirst();
	}

	private List<Selector> open(List<Selector> selectors, Function<Leaf, Answer> known) {
		return selectors.stream()
			.filter((selector) -> this.meanings.of(selector).judge(known).truth() == Truth.UNKNOWN)
			.toList();
	}

	private static CompiledPolicy of(int index, Policy policy, SelectorSemantics meanings) {
		Map<String, Selector> named = new HashMap<>();
		List<Selector> others = new ArrayList<>();
		for (Selector selector : policy.include()) {
			switch (selector) {
				case Selector.Email(var email) -> named.put(email.value(), selector);
				case Selector.EmailDomain(var domain) -> named.put("@" + domain, selector);
				default -> others.add(selector);
			}
		}
		return new CompiledPolicy(new PolicyRef(index, policy.name()), policy, meanings, meanings.of(policy), named, others);
	}

}
