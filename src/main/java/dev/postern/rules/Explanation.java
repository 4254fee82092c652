package dev.postern.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.postern.rules.Access.Condition;
import dev.postern.rules.Phrase.Joint;
import org.jspecify.annotations.Nullable;

/** Says in plain words what policies do. */
public final class Explanation {

	private static final Phrase ANOTHER = Phrase.text("rules.say.another");

	private Explanation() {
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
		}, people(policy.include(), Joint.AND));
		return Phrase.text("rules.say.sentence", TermsWords.withAll(narrowed(lead, policy), policy));
	}

	/** Who gets in through policies that come in order of precedence, in one phrase. */
	public static Phrase whoGetsIn(List<Policy> policies) {
		List<Phrase> ways = new ArrayList<>();
		List<Phrase> keptOut = new ArrayList<>();
		boolean narrowed = false;
		for (Policy policy : asked(policies)) {
			Phrase who = TermsWords.inShort(narrowed(people(policy.include(), Joint.AND), policy), policy);
			if (!policy.decision().letsIn()) {
				keptOut.add(who);
			}
			else if (!policy.include().isEmpty()) {
				narrowed |= !policy.require().isEmpty() || !policy.exclude().isEmpty() || !keptOut.isEmpty();
				ways.add(keptOut.isEmpty() ? who : Phrase.text("rules.say.but-not", who, listing(Joint.AND, keptOut)));
			}
		}
		return ways.isEmpty() ? Phrase.text("rules.say.nobody") : listing(narrowed ? Joint.AND_APART : Joint.AND, ways);
	}

	/**
	 * What still has to hold for a person, as far as the reader is told: <em>only from
	 * Japan</em>.
	 */
	public static Phrase of(Access.Depends depends, Told told) {
		return depends.conditions().isEmpty() ? depends.reason() : of(depends.conditions(), told);
	}

	static Phrase of(List<Condition> conditions, Told told) {
		List<Phrase> ways = new ArrayList<>();
		List<Phrase> hurdles = new ArrayList<>();
		for (Condition condition : conditions) {
			if (condition.decision().letsIn()) {
				List<Phrase> way = Stream.concat(hurdles.stream(), wanted(condition, told).stream())
					.distinct()
					.toList();
				ways.add(way.isEmpty() ? Phrase.text("rules.say.always") : listing(Joint.AND, way));
			}
			else {
				hurdles.add(listing(Joint.OR, unwanted(condition, told)));
			}
		}
		return listing(Joint.OR, ways.stream().distinct().toList());
	}

	private static List<Phrase> wanted(Condition condition, Told told) {
		List<Phrase> wanted = new ArrayList<>();
		if (!condition.anyOf().isEmpty()) {
			wanted.add(only(condition.anyOf(), Joint.OR, told));
		}
		if (!condition.allOf().isEmpty()) {
			wanted
				.add(only(condition.allOf(), together(condition.allOf().stream().filter(told::wanted).toList()), told));
		}
		wanted.addAll(not(condition.noneOf(), told));
		return wanted;
	}

	private static List<Phrase> unwanted(Condition condition, Told told) {
		List<Phrase> ways = new ArrayList<>();
		if (!condition.anyOf().isEmpty()) {
			ways.add(listing(Joint.AND, not(condition.anyOf(), told)));
		}
		condition.allOf().forEach((selector) -> ways.addAll(not(List.of(selector), told)));
		if (!condition.noneOf().isEmpty()) {
			ways.add(only(condition.noneOf(), Joint.OR, told));
		}
		return ways.stream().distinct().toList();
	}

	private static Phrase only(List<Selector> selectors, Joint joint, Told told) {
		return Phrase.text("rules.say.only",
				listing(joint,
						selectors.stream()
							.map((selector) -> told.wanted(selector) ? SelectorWords.WHEN.say(selector) : ANOTHER)
							.distinct()
							.toList()));
	}

	/** None of them may hold; those that are not told are one more condition. */
	private static List<Phrase> not(List<Selector> selectors, Told told) {
		List<Selector> named = selectors.stream().filter(told::unwanted).toList();
		List<Phrase> not = new ArrayList<>();
		if (!named.isEmpty()) {
			not.add(Phrase.text("rules.say.not", circumstances(named, Joint.OR)));
		}
		if (named.size() < selectors.size()) {
			not.add(Phrase.text("rules.say.only", ANOTHER));
		}
		return not;
	}

	/** Why a policy decides: by a selector that holds, if one is certain. */
	static Phrase why(String code, Clause by, @Nullable Selector because) {
		Phrase name = new Phrase.Value(by.decider().name());
		return (because != null) ? Phrase.text(code, name, SelectorWords.PEOPLE.say(because))
				: Phrase.text(code, name, people(by.policy().include(), Joint.OR));
	}

	/** Why it is decided, though not by which policy. */
	static Phrase why(String code, List<Clause> by) {
		return Phrase.text(code, listing(Joint.OR,
				by.stream().<Phrase>map((clause) -> new Phrase.Value(clause.decider().name())).toList()));
	}

	/** Those that ask nobody to log in come first. */
	private static List<Policy> asked(List<Policy> policies) {
		return policies.stream().sorted(Comparator.comparing((policy) -> policy.decision().asksForLogin())).toList();
	}

	/** Two values of a kind are easily taken for alternatives. */
	private static Joint together(List<Selector> selectors) {
		long kinds = selectors.stream().map(SelectorKinds::key).distinct().count();
		return (kinds < selectors.size()) ? Joint.AND_AT_ONCE : Joint.AND;
	}

	private static Phrase narrowed(Phrase who, Policy policy) {
		Phrase narrowed = who;
		if (!policy.require().isEmpty()) {
			narrowed = Phrase.text("rules.say.but-only", narrowed,
					circumstances(policy.require(), together(policy.require())));
		}
		if (!policy.exclude().isEmpty()) {
			narrowed = Phrase.text("rules.say.except", narrowed, people(policy.exclude(), Joint.AND));
		}
		return narrowed;
	}

	private static Phrase people(List<Selector> selectors, Joint joint) {
		return selectors.isEmpty() ? Phrase.text("rules.say.nobody")
				: listing(joint, selectors.stream().map(SelectorWords.PEOPLE::say).toList());
	}

	private static Phrase circumstances(List<Selector> selectors, Joint joint) {
		return listing(joint, selectors.stream().map(SelectorWords.WHEN::say).toList());
	}

	static Phrase listing(Joint joint, List<Phrase> items) {
		return (items.size() == 1) ? items.getFirst() : new Phrase.Listing(joint, items);
	}

}
