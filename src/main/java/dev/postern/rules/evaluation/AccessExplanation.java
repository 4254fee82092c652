package dev.postern.rules.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Access.Condition;
import dev.postern.rules.words.Phrase;
import dev.postern.rules.words.Phrase.Joint;
import dev.postern.rules.words.SelectorWords;
import org.jspecify.annotations.Nullable;

/** Says in plain words why somebody gets in or not, and what that depends on. */
public final class AccessExplanation {

	private static final Phrase ANOTHER = Phrase.text("rules.say.another");

	private AccessExplanation() {
	}

	/**
	 * What still has to hold for a person, as far as the reader is told: <em>only from
	 * Japan</em>.
	 */
	public static Phrase of(Access.Depends depends, Disclosure told) {
		return depends.conditions().isEmpty() ? depends.reason() : of(depends.conditions(), told);
	}

	static Phrase of(List<Condition> conditions, Disclosure told) {
		List<Phrase> ways = new ArrayList<>();
		List<Phrase> hurdles = new ArrayList<>();
		for (Condition condition : conditions) {
			if (condition.decision().letsIn()) {
				List<Phrase> way = Stream.concat(hurdles.stream(), wanted(condition, told).stream())
					.distinct()
					.toList();
				ways.add(way.isEmpty() ? Phrase.text("rules.say.always") : Phrase.listing(Joint.AND, way));
			}
			else {
				hurdles.add(Phrase.listing(Joint.OR, unwanted(condition, told)));
			}
		}
		return Phrase.listing(Joint.OR, ways.stream().distinct().toList());
	}

	private static List<Phrase> wanted(Condition condition, Disclosure told) {
		List<Phrase> wanted = new ArrayList<>();
		if (!condition.anyOf().isEmpty()) {
			wanted.add(only(condition.anyOf(), Joint.OR, told));
		}
		if (!condition.allOf().isEmpty()) {
			Joint joint = SelectorWords.together(condition.allOf().stream().filter(told::wanted).toList());
			wanted.add(only(condition.allOf(), joint, told));
		}
		wanted.addAll(not(condition.noneOf(), told));
		return wanted;
	}

	private static List<Phrase> unwanted(Condition condition, Disclosure told) {
		List<Phrase> ways = new ArrayList<>();
		if (!condition.anyOf().isEmpty()) {
			ways.add(Phrase.listing(Joint.AND, not(condition.anyOf(), told)));
		}
		condition.allOf().forEach((selector) -> ways.addAll(not(List.of(selector), told)));
		if (!condition.noneOf().isEmpty()) {
			ways.add(only(condition.noneOf(), Joint.OR, told));
		}
		return ways.stream().distinct().toList();
	}

	private static Phrase only(List<Selector> selectors, Joint joint, Disclosure told) {
		return Phrase.text("rules.say.only",
				Phrase.listing(joint,
						selectors.stream()
							.map((selector) -> told.wanted(selector) ? SelectorWords.WHEN.say(selector) : ANOTHER)
							.distinct()
							.toList()));
	}

	/** None of them may hold; those that are not told are one more condition. */
	private static List<Phrase> not(List<Selector> selectors, Disclosure told) {
		List<Selector> named = selectors.stream().filter(told::unwanted).toList();
		List<Phrase> not = new ArrayList<>();
		if (!named.isEmpty()) {
			not.add(Phrase.text("rules.say.not", SelectorWords.WHEN.say(Joint.OR, named)));
		}
		if (named.size() < selectors.size()) {
			not.add(Phrase.text("rules.say.only", ANOTHER));
		}
		return not;
	}

	/** Why a policy decides: by a selector that holds, if one is certain. */
	static Phrase why(String code, CompiledPolicy by, @Nullable Selector because) {
		Phrase who = (because != null) ? SelectorWords.PEOPLE.say(because)
				: SelectorWords.PEOPLE.say(Joint.OR, by.policy().include());
		return Phrase.text(code, Phrase.value(by.decider().name()), who);
	}

	/** Why it is decided, though not by which policy. */
	static Phrase why(String code, List<CompiledPolicy> by) {
		return Phrase.text(code,
				Phrase.listing(Joint.OR, by.stream().map((clause) -> Phrase.value(clause.decider().name())).toList()));
	}

}
