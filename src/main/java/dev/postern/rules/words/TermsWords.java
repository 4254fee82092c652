package dev.postern.rules.words;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.postern.rules.Approvers;
import dev.postern.rules.Decision;
import dev.postern.rules.Mfa;
import dev.postern.rules.Policy;
import dev.postern.rules.Terms;
import dev.postern.rules.words.Phrase.Conjunction;
import dev.postern.rules.words.Phrase.ResourceKind;

/** Says the terms of a policy in words. */
final class TermsWords {

	private TermsWords() {
	}

	/** Appends the terms in a clause of their own. */
	static Phrase withTerms(Phrase who, Policy policy) {
		List<Phrase> asked = new ArrayList<>();
		Terms terms = policy.terms();
		if (terms.reasonRequired()) {
			asked.add(said("reason"));
		}
		if (terms.approvalRequired()) {
			asked.addAll(terms.approvers().isEmpty() ? List.of(said("approved", said("somebody")))
					: terms.approvers().stream().map((group) -> said("approved", of(group))).toList());
		}
		if (asksForMfa(terms)) {
			asked.add(said("proved", factors(terms)));
		}
		if (terms.isolationRequired()) {
			asked.add(said("isolated"));
		}
		return together("rules.say.must", who, policy, asked);
	}

	/** Appends the terms in short. */
	static Phrase withTermsInShort(Phrase who, Policy policy) {
		List<Phrase> asked = new ArrayList<>();
		Terms terms = policy.terms();
		if (terms.reasonRequired()) {
			asked.add(said("a-reason"));
		}
		if (terms.approvalRequired()) {
			asked.add(said("an-approval"));
		}
		if (asksForMfa(terms)) {
			asked.add(said("a-second-factor"));
		}
		return together("rules.say.after", who, policy, asked);
	}

	/** Only those who log in and are let in are asked for anything. */
	private static Phrase together(String code, Phrase who, Policy policy, List<Phrase> asked) {
		return (asked.isEmpty() || policy.decision() != Decision.ALLOW) ? who
				: Phrase.text(code, who, Phrase.listing(Conjunction.AND, asked));
	}

	private static boolean asksForMfa(Terms terms) {
		return terms.mfa() != null && !terms.mfa().disabled();
	}

	private static Phrase factors(Terms terms) {
		Mfa mfa = terms.mfa();
		return (mfa == null || mfa.allowed().isEmpty()) ? said("a-second-factor")
				: Phrase.listing(Conjunction.OR, mfa.allowed().stream().map((one) -> said(one.wire())).toList());
	}

	private static Phrase of(Approvers group) {
		List<Phrase> people = Stream
			.concat(group.addresses().stream().<Phrase>map((address) -> new Phrase.Value(address.value())),
					Stream.ofNullable(group.list())
						.map((list) -> said("on-list", new Phrase.Id(ResourceKind.EMAIL_LIST, list.toString()))))
			.toList();
		boolean theOnlyOne = group.list() == null && group.needed() == 1 && people.size() == 1;
		return theOnlyOne ? people.getFirst()
				: said("of", Phrase.number(group.needed()), Phrase.listing(Conjunction.AND, people));
	}

	private static Phrase said(String what, Phrase... parts) {
		return Phrase.text("rules.say.terms." + what, parts);
	}

}
