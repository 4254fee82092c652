package dev.postern.rules;

import java.util.List;

import dev.postern.rules.Finding.Severity;

/** What can never match. Said only where nothing else tells why already. */
final class MatchLint implements Lint {

	@Override
	public void look(Looked looked) {
		Policy policy = looked.policy();
		if (policy.include().isEmpty() || looked.ignored()) {
			return;
		}
		if (!policy.exclude().isEmpty()) {
			excluded(looked, policy);
		}
		if (!looked.hasErrors() && !looked.possible((meanings) -> meanings.of(policy))) {
			looked.found(Severity.ERROR, "rules.lint.matches-nobody");
		}
	}

	private static void excluded(Looked looked, Policy policy) {
		List<Selector> include = policy.include();
		for (int i = 0; i < include.size(); i++) {
			Selector selector = include.get(i);
			boolean swallowed = looked.possible((meanings) -> meanings.of(selector))
					&& !looked.possible((meanings) -> new Formula.All(
							List.of(meanings.of(selector), new Formula.Not(meanings.any(policy.exclude())))));
			if (swallowed) {
				looked.found(Severity.WARNING, "rules.lint.include-excluded", "include", i, Looked.words(selector));
			}
		}
	}

}
