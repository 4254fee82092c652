package dev.postern.rules.lint;

import java.util.List;
import java.util.Map;

import dev.postern.rules.Selector;
import dev.postern.rules.lint.LintFinding.Severity;
import dev.postern.rules.words.Phrase;
import dev.postern.rules.words.SelectorWords;

/** Finds mutually exclusive values in require, for example two countries. */
final class ExclusiveValuesLint implements Lint {

	private static final Map<Class<? extends Selector>, String> CODES = Map.of(Selector.Country.class,
			"rules.lint.countries-at-once", Selector.EmailDomain.class, "rules.lint.domains-at-once",
			Selector.Email.class, "rules.lint.addresses-at-once", Selector.LoginMethod.class,
			"rules.lint.logins-at-once");

	@Override
	public void check(PolicyUnderReview review) {
		CODES.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach((entry) -> {
			List<Selector> values = review.policy()
				.require()
				.stream()
				.filter(entry.getKey()::isInstance)
				.distinct()
				.toList();
			if (values.size() > 1) {
				review.report(Severity.ERROR, entry.getValue(), "require",
						SelectorWords.WHEN.say(Phrase.Conjunction.AND_AT_ONCE, values));
			}
		});
	}

}
