package dev.postern.rules.lint;

import dev.postern.rules.Selector;
import dev.postern.rules.lint.LintFinding.Severity;
import dev.postern.rules.words.Phrase;

/**
 * Finds fields and selectors that Postern does not know. They are kept and sent
 * unchanged, and are often typing errors.
 */
final class UnknownSyntaxLint implements Lint {

	@Override
	public void check(PolicyUnderReview review) {
		for (String field : review.policy().more().propertyNames()) {
			review.report(Severity.WARNING, "rules.lint.unknown-field", field, Phrase.value(field));
		}
		for (PolicyUnderReview.Part part : PolicyUnderReview.parts(review.policy())) {
			for (int i = 0; i < part.selectors().size(); i++) {
				if (part.selectors().get(i) instanceof Selector.Other other) {
					review.report(Severity.WARNING, "rules.lint.unknown-selector", part.name(), i,
							PolicyUnderReview.describe(other));
				}
			}
		}
	}

}
