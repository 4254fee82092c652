package dev.postern.rules.lint;

import java.util.List;

import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.PolicyFormulas;
import dev.postern.rules.lint.LintFinding.Severity;

/**
 * Finds policies and selectors that can never match, unless another finding already says
 * why.
 */
final class UnmatchableLint implements Lint {

	@Override
	public void check(PolicyUnderReview review) {
		Policy policy = review.policy();
		if (policy.include().isEmpty() || review.ignored()) {
			return;
		}
		if (review.limit().exhausted()) {
			review.limit().markIncomplete();
			return;
		}
		List<PolicyFormulas> all = review.formulas();
		if (!policy.exclude().isEmpty()) {
			excluded(review, all);
		}
		if (!review.hasErrors() && all.stream().noneMatch(PolicyFormulas::canMatch)) {
			review.report(Severity.ERROR, "rules.lint.matches-nobody");
		}
	}

	private static void excluded(PolicyUnderReview review, List<PolicyFormulas> all) {
		List<Selector> include = review.policy().include();
		for (int i = 0; i < include.size(); i++) {
			int place = i;
			boolean swallowed = all.stream().anyMatch((formulas) -> formulas.includeCanMatch(place))
					&& all.stream().noneMatch((formulas) -> formulas.includeCanMatchBesidesExclude(place));
			if (swallowed) {
				review.report(Severity.WARNING, "rules.lint.include-excluded", "include", i,
						PolicyUnderReview.describe(include.get(i)));
			}
		}
	}

}
