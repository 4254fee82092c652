package dev.postern.rules.lint;

import java.util.List;

import dev.postern.rules.Selector;
import dev.postern.rules.lint.LintFinding.Severity;

/**
 * Finds decisions and selectors that contradict each other or the type of the
 * application.
 */
final class DecisionLint implements Lint {

	@Override
	public void check(PolicyUnderReview review) {
		boolean ignored = review.ignored();
		switch (review.policy().decision()) {
			case BYPASS -> review.report(ignored ? Severity.ERROR : Severity.WARNING,
					ignored ? "rules.lint.bypass-ignored" : "rules.lint.bypass");
			case NON_IDENTITY -> {
				if (ignored) {
					review.report(Severity.ERROR, "rules.lint.service-auth-ignored");
				}
			}
			case ALLOW, DENY -> {
			}
		}
		PolicyUnderReview.parts(review.policy()).forEach((part) -> selectors(review, part));
	}

	private static void selectors(PolicyUnderReview review, PolicyUnderReview.Part part) {
		List<Selector> selectors = part.selectors();
		boolean asksForLogin = review.policy().decision().asksForLogin();
		boolean others = part.name().equals("exclude") || (part.name().equals("include")
				&& selectors.stream().anyMatch((one) -> SelectorScope.of(one) != SelectorScope.MACHINE));
		for (int i = 0; i < selectors.size(); i++) {
			Selector selector = selectors.get(i);
			if (asksForLogin && SelectorScope.of(selector) == SelectorScope.MACHINE) {
				review.report(others ? Severity.WARNING : Severity.ERROR, "rules.lint.token-needs-service-auth",
						part.name(), i, PolicyUnderReview.describe(selector));
			}
			if (!asksForLogin && SelectorScope.needsLogin(selector)) {
				review.report(Severity.ERROR, "rules.lint.identity-without-login", part.name(), i,
						PolicyUnderReview.describe(selector));
			}
		}
	}

}
