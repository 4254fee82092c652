package dev.postern.rules.lint;

import java.util.List;

import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.PolicyFormulas;
import dev.postern.rules.lint.LintFinding.Severity;

/** What can never match. Said only where nothing else tells why already. */
final class UnmatchableLint implements Lint {

	@Override
	public void look(PolicyUnderReview looked) {
		Policy policy = looked.policy();
		if (policy.include().isEmpty() || looked.ignored()) {
			return;
		}
		if (looked.effort().spent()) {
			looked.effort().giveUp();
			return;
		}
		List<PolicyFormulas> anatomies = looked.anatomies();
		if (!policy.exclude().isEmpty()) {
			excluded(looked, anatomies);
		}
		if (!looked.hasErrors() && anatomies.stream().noneMatch(PolicyFormulas::matches)) {
			looked.found(Severity.ERROR, "rules.lint.matches-nobody");
		}
	}

	private static void excluded(PolicyUnderReview looked, List<PolicyFormulas> anatomies) {
		List<Selector> include = looked.policy().include();
		for (int i = 0; i < include.size(); i++) {
			int place = i;
			boolean swallowed = anatomies.stream().anyMatch((anatomy) -> anatomy.means(place))
					&& anatomies.stream().noneMatch((anatomy) -> anatomy.leaves(place));
			if (swallowed) {
				looked.found(Severity.WARNING, "rules.lint.include-excluded", "include", i,
						PolicyUnderReview.words(include.get(i)));
			}
		}
	}

}
