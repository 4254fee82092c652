package dev.postern.rules.lint;

import java.util.List;

import dev.postern.rules.Selector;
import dev.postern.rules.lint.LintFinding.Severity;

/** Decisions and selectors that do not go together, with each other or with the type. */
final class DecisionLint implements Lint {

	@Override
	public void look(PolicyUnderReview looked) {
		boolean ignored = looked.ignored();
		switch (looked.policy().decision()) {
			case BYPASS -> looked.found(ignored ? Severity.ERROR : Severity.WARNING,
					ignored ? "rules.lint.bypass-ignored" : "rules.lint.bypass");
			case NON_IDENTITY -> {
				if (ignored) {
					looked.found(Severity.ERROR, "rules.lint.service-auth-ignored");
				}
			}
			case ALLOW, DENY -> {
			}
		}
		PolicyUnderReview.parts(looked.policy()).forEach((part) -> selectors(looked, part));
	}

	private static void selectors(PolicyUnderReview looked, PolicyUnderReview.Part part) {
		List<Selector> selectors = part.selectors();
		boolean asksForLogin = looked.policy().decision().asksForLogin();
		boolean others = part.name().equals("exclude")
				|| (part.name().equals("include") && selectors.stream().anyMatch((one) -> SelectorScope.of(one) != SelectorScope.MACHINE));
		for (int i = 0; i < selectors.size(); i++) {
			Selector selector = selectors.get(i);
			if (asksForLogin && SelectorScope.of(selector) == SelectorScope.MACHINE) {
				looked.found(others ? Severity.WARNING : Severity.ERROR, "rules.lint.token-needs-service-auth",
						part.name(), i, PolicyUnderReview.words(selector));
			}
			if (!asksForLogin && SelectorScope.needsLogin(selector)) {
				looked.found(Severity.ERROR, "rules.lint.identity-without-login", part.name(), i,
						PolicyUnderReview.words(selector));
			}
		}
	}

}
