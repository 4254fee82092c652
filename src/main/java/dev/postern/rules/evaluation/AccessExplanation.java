package dev.postern.rules.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Access.OpenCondition;
import dev.postern.rules.words.Phrase;
import dev.postern.rules.words.Phrase.Conjunction;
import dev.postern.rules.words.SelectorWords;
import org.jspecify.annotations.Nullable;

/** Explains the result of an evaluation in words. */
public final class AccessExplanation {

	private static final Phrase ANOTHER = Phrase.text("rules.say.another");

	private AccessExplanation() {
	}

	/**
	 * Explains the open conditions as far as the disclosure permits: <em>only from
	 * Japan</em>.
	 */
	public static Phrase of(Access.Depends depends, Disclosure disclosure) {
		return depends.conditions().isEmpty() ? depends.reason() : of(depends.conditions(), disclosure);
	}

	static Phrase of(List<OpenCondition> conditions, Disclosure disclosure) {
		List<Phrase> ways = new ArrayList<>();
		List<Phrase> hurdles = new ArrayList<>();
		for (OpenCondition condition : conditions) {
			if (condition.decision().letsIn()) {
				List<Phrase> way = Stream.concat(hurdles.stream(), wanted(condition, disclosure).stream())
					.distinct()
					.toList();
				ways.add(way.isEmpty() ? Phrase.text("rules.say.always") : Phrase.listing(Conjunction.AND, way));
			}
			else {
				hurdles.add(Phrase.listing(Conjunction.OR, unwanted(condition, disclosure)));
			}
		}
		return Phrase.listing(Conjunction.OR, ways.stream().distinct().toList());
	}

	private static List<Phrase> wanted(OpenCondition condition, Disclosure disclosure) {
		List<Phrase> wanted = new ArrayList<>();
		if (!condition.anyOf().isEmpty()) {
			wanted.add(only(condition.anyOf(), Conjunction.OR, disclosure));
		}
		if (!condition.allOf().isEmpty()) {
			Conjunction conjunction = SelectorWords
				.conjunction(condition.allOf().stream().filter(disclosure::namesRequired).toList());
			wanted.add(only(condition.allOf(), conjunction, disclosure));
		}
		wanted.addAll(not(condition.noneOf(), disclosure));
		return wanted;
	}

	private static List<Phrase> unwanted(OpenCondition condition, Disclosure disclosure) {
		List<Phrase> ways = new ArrayList<>();
		if (!condition.anyOf().isEmpty()) {
			ways.add(Phrase.listing(Conjunction.AND, not(condition.anyOf(), disclosure)));
		}
		condition.allOf().forEach((selector) -> ways.addAll(not(List.of(selector), disclosure)));
		if (!condition.noneOf().isEmpty()) {
			ways.add(only(condition.noneOf(), Conjunction.OR, disclosure));
		}
		return ways.stream().distinct().toList();
	}

	private static Phrase only(List<Selector> selectors, Conjunction conjunction, Disclosure disclosure) {
		return Phrase.text("rules.say.only",
				Phrase.listing(conjunction, selectors.stream()
					.map((selector) -> disclosure.namesRequired(selector) ? SelectorWords.WHEN.say(selector) : ANOTHER)
					.distinct()
					.toList()));
	}

	/**
	 * Says that none of the selectors may hold; all undisclosed ones together become
	 * “another condition”.
	 */
	private static List<Phrase> not(List<Selector> selectors, Disclosure disclosure) {
		List<Selector> named = selectors.stream().filter(disclosure::namesForbidden).toList();
		List<Phrase> not = new ArrayList<>();
		if (!named.isEmpty()) {
			not.add(Phrase.text("rules.say.not", SelectorWords.WHEN.say(Conjunction.OR, named)));
		}
		if (named.size() < selectors.size()) {
			not.add(Phrase.text("rules.say.only", ANOTHER));
		}
		return not;
	}

	/**
	 * Explains why a policy decides, by a selector that certainly holds if there is one.
	 */
	static Phrase why(String code, CompiledPolicy by, @Nullable Selector because) {
		Phrase who = (because != null) ? SelectorWords.PEOPLE.say(because)
				: SelectorWords.PEOPLE.say(Conjunction.OR, by.policy().include());
		return Phrase.text(code, Phrase.value(by.ref().name()), who);
	}

	/** Explains a decision that one of several policies makes. */
	static Phrase why(String code, List<CompiledPolicy> by) {
		return Phrase.text(code, Phrase.listing(Conjunction.OR,
				by.stream().map((compiled) -> Phrase.value(compiled.ref().name())).toList()));
	}

}
