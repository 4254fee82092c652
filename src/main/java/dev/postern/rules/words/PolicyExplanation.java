package dev.postern.rules.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.rules.words.Phrase.Conjunction;

/** Explains in words what policies do. */
public final class PolicyExplanation {

	private PolicyExplanation() {
	}

	/**
	 * One policy as a sentence: <em>Lets in everyone …, but only …, except …; they must
	 * ….</em>
	 */
	public static Phrase of(Policy policy) {
		Phrase lead = Phrase.text(switch (policy.decision()) {
			case ALLOW -> "rules.say.allow";
			case DENY -> "rules.say.deny";
			case NON_IDENTITY -> "rules.say.non-identity";
			case BYPASS -> "rules.say.bypass";
		}, people(policy.include(), Conjunction.AND));
		return Phrase.text("rules.say.sentence", TermsWords.withTerms(narrowed(lead, policy), policy));
	}

	/** Who gets in through policies that come in order of precedence, in one phrase. */
	public static Phrase whoGetsIn(List<Policy> policies) {
		List<Phrase> ways = new ArrayList<>();
		Denials denials = new Denials();
		boolean narrowed = false;
		for (Policy policy : asked(policies)) {
			if (!policy.decision().letsIn()) {
				denials.add(policy);
			}
			else if (!policy.include().isEmpty()) {
				List<Phrase> keptOut = denials.of(policy).stream().map(PolicyExplanation::who).toList();
				narrowed |= !policy.require().isEmpty() || !policy.exclude().isEmpty() || !keptOut.isEmpty();
				ways.add(keptOut.isEmpty() ? who(policy)
						: Phrase.text("rules.say.but-not", who(policy), Phrase.listing(Conjunction.AND, keptOut)));
				denials.passed(policy);
			}
		}
		return ways.isEmpty() ? Phrase.text("rules.say.nobody")
				: Phrase.listing(narrowed ? Conjunction.AND_APART : Conjunction.AND, ways);
	}

	private static Phrase who(Policy policy) {
		return TermsWords.withTermsInShort(narrowed(people(policy.include(), Conjunction.AND), policy), policy);
	}

	/** Sorts policies into Cloudflare's order of evaluation. */
	private static List<Policy> asked(List<Policy> policies) {
		return policies.stream().sorted(Comparator.comparing((policy) -> policy.decision().asksForLogin())).toList();
	}

	private static Phrase narrowed(Phrase who, Policy policy) {
		Phrase narrowed = who;
		if (!policy.require().isEmpty()) {
			narrowed = Phrase.text("rules.say.but-only", narrowed,
					SelectorWords.WHEN.say(SelectorWords.conjunction(policy.require()), policy.require()));
		}
		if (!policy.exclude().isEmpty()) {
			narrowed = Phrase.text("rules.say.except", narrowed, people(policy.exclude(), Conjunction.AND));
		}
		return narrowed;
	}

	private static Phrase people(List<Selector> selectors, Conjunction conjunction) {
		return selectors.isEmpty() ? Phrase.text("rules.say.nobody") : SelectorWords.PEOPLE.say(conjunction, selectors);
	}

}
