package dev.postern.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.postern.rules.Access.Condition;
import dev.postern.rules.Phrase.Joint;

/** Says in plain words what policies do. */
public final class Explanation {

	private Explanation() {
	}

	/** One policy as a sentence: <em>Lets in everyone …, but only …, except ….</em> */
	public static Phrase of(Policy policy) {
		Phrase lead = Phrase.text(switch (policy.decision()) {
			case ALLOW -> "rules.say.allow";
			case DENY -> "rules.say.deny";
			case NON_IDENTITY -> "rules.say.non-identity";
			case BYPASS -> "rules.say.bypass";
		}, people(policy.include(), Joint.AND));
		return Phrase.text("rules.say.sentence", narrowed(lead, policy));
	}

	/** Who gets in through policies that come in order of precedence, in one phrase. */
	public static Phrase whoGetsIn(List<Policy> policies) {
		List<Phrase> ways = new ArrayList<>();
		List<Phrase> keptOut = new ArrayList<>();
		for (Policy policy : Evaluation.inOrder(policies)) {
			Phrase who = narrowed(people(policy.include(), Joint.AND), policy);
			if (!Evaluation.lets(policy.decision())) {
				keptOut.add(who);
			}
			else if (!policy.include().isEmpty()) {
				ways.add(keptOut.isEmpty() ? who : Phrase.text("rules.say.but-not", who, listing(Joint.AND, keptOut)));
			}
		}
		return ways.isEmpty() ? Phrase.text("rules.say.nobody") : listing(Joint.AND, ways);
	}

	/** What still has to hold for a person: <em>only from Japan</em>. */
	public static Phrase of(Access.Depends depends) {
		List<Phrase> ways = new ArrayList<>();
		List<Phrase> hurdles = new ArrayList<>();
		for (Condition condition : depends.conditions()) {
			if (Evaluation.lets(condition.decision())) {
				List<Phrase> way = Stream.concat(hurdles.stream(), wanted(condition).stream()).toList();
				ways.add(way.isEmpty() ? Phrase.text("rules.say.always") : listing(Joint.AND, way));
			}
			else {
				hurdles.add(listing(Joint.OR, unwanted(condition)));
			}
		}
		return listing(Joint.OR, ways);
	}

	private static List<Phrase> wanted(Condition condition) {
		List<Phrase> wanted = new ArrayList<>();
		if (!condition.anyOf().isEmpty()) {
			wanted.add(Phrase.text("rules.say.only", circumstances(condition.anyOf(), Joint.OR)));
		}
		if (!condition.allOf().isEmpty()) {
			wanted.add(Phrase.text("rules.say.only", circumstances(condition.allOf(), Joint.AND)));
		}
		if (!condition.noneOf().isEmpty()) {
			wanted.add(Phrase.text("rules.say.not", circumstances(condition.noneOf(), Joint.OR)));
		}
		return wanted;
	}

	private static List<Phrase> unwanted(Condition condition) {
		List<Phrase> ways = new ArrayList<>();
		if (!condition.anyOf().isEmpty()) {
			ways.add(Phrase.text("rules.say.not", circumstances(condition.anyOf(), Joint.OR)));
		}
		condition.allOf().forEach((selector) -> ways.add(Phrase.text("rules.say.not", circumstance(selector))));
		if (!condition.noneOf().isEmpty()) {
			ways.add(Phrase.text("rules.say.only", circumstances(condition.noneOf(), Joint.OR)));
		}
		return ways;
	}

	private static Phrase narrowed(Phrase who, Policy policy) {
		Phrase narrowed = who;
		if (!policy.require().isEmpty()) {
			narrowed = Phrase.text("rules.say.but-only", narrowed, circumstances(policy.require(), Joint.AND));
		}
		if (!policy.exclude().isEmpty()) {
			narrowed = Phrase.text("rules.say.except", narrowed, people(policy.exclude(), Joint.AND));
		}
		return narrowed;
	}

	private static Phrase people(List<Selector> selectors, Joint joint) {
		return selectors.isEmpty() ? Phrase.text("rules.say.nobody")
				: listing(joint, selectors.stream().map(Explanation::people).toList());
	}

	private static Phrase people(Selector selector) {
		return switch (selector) {
			case Selector.Email(var email) -> new Phrase.Value(email.value());
			case Selector.EmailDomain(var domain) -> Phrase.text("rules.say.people.domain", new Phrase.Value(domain));
			case Selector.Country(var code) -> Phrase.text("rules.say.people.country", new Phrase.CountryName(code));
			case Selector.IpRange(var cidr) -> Phrase.text("rules.say.people.ip", new Phrase.Value(cidr));
			case Selector.Everyone() -> Phrase.text("rules.say.people.everyone");
			case Selector.Other other -> Phrase.text("rules.say.people.other", new Phrase.Value(kind(other)));
		};
	}

	private static Phrase circumstances(List<Selector> selectors, Joint joint) {
		return listing(joint, selectors.stream().map(Explanation::circumstance).toList());
	}

	private static Phrase circumstance(Selector selector) {
		return switch (selector) {
			case Selector.Email(var email) -> Phrase.text("rules.say.when.email", new Phrase.Value(email.value()));
			case Selector.EmailDomain(var domain) -> Phrase.text("rules.say.when.domain", new Phrase.Value(domain));
			case Selector.Country(var code) -> Phrase.text("rules.say.when.country", new Phrase.CountryName(code));
			case Selector.IpRange(var cidr) -> Phrase.text("rules.say.when.ip", new Phrase.Value(cidr));
			case Selector.Everyone() -> Phrase.text("rules.say.when.everyone");
			case Selector.Other other -> Phrase.text("rules.say.when.other", new Phrase.Value(kind(other)));
		};
	}

	private static String kind(Selector.Other other) {
		return String.join(", ", other.raw().propertyNames());
	}

	private static Phrase listing(Joint joint, List<Phrase> items) {
		return (items.size() == 1) ? items.getFirst() : new Phrase.Listing(joint, items);
	}

}
