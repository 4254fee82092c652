package dev.postern.rules.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.postern.rules.Policy;
import dev.postern.rules.PolicyLimits;
import dev.postern.rules.Selector;
import dev.postern.rules.lint.LintFinding.Severity;
import dev.postern.rules.words.Phrase;

/** Finds lists that are empty, too long or have duplicates. */
final class SizeLint implements Lint {

	@Override
	public void check(PolicyUnderReview review) {
		if (review.policy().include().isEmpty()) {
			review.report(Severity.ERROR, "rules.lint.empty-include", "include", Phrase.value(review.policy().name()));
		}
		PolicyUnderReview.parts(review.policy()).forEach((part) -> repeated(review, part.name(), part.selectors()));
	}

	/** The findings that lists or policies exceed their limits. */
	static List<LintFinding> tooMany(List<Policy> policies) {
		List<LintFinding> findings = new ArrayList<>(tooMany(policies.size()).stream().toList());
		int values = 0;
		for (int i = 0; i < policies.size(); i++) {
			for (PolicyUnderReview.Part part : PolicyUnderReview.parts(policies.get(i))) {
				int size = part.selectors().size();
				values += size;
				if (size > PolicyLimits.MOST_SELECTORS) {
					findings.add(tooMany("rules.lint.too-many", "policies[%d].%s".formatted(i, part.name()), size,
							PolicyLimits.MOST_SELECTORS));
				}
			}
		}
		if (values > PolicyLimits.MOST_SELECTORS) {
			findings.add(tooMany("rules.lint.too-many-in-all", "policies", values, PolicyLimits.MOST_SELECTORS));
		}
		return findings;
	}

	static Optional<LintFinding> tooMany(int policies) {
		return (policies <= PolicyLimits.MOST_POLICIES) ? Optional.empty() : Optional
			.of(tooMany("rules.lint.too-many-policies", "policies", policies, PolicyLimits.MOST_POLICIES));
	}

	private static LintFinding tooMany(String code, String path, int count, int most) {
		return new LintFinding(Severity.ERROR, code, path, List.of(Phrase.number(count), Phrase.number(most)));
	}

	private static void repeated(PolicyUnderReview review, String list, List<Selector> selectors) {
		Set<Selector> seen = new HashSet<>();
		for (int i = 0; i < selectors.size(); i++) {
			if (!seen.add(selectors.get(i))) {
				review.report(Severity.HINT, "rules.lint.twice", list, i, PolicyUnderReview.describe(selectors.get(i)));
			}
		}
	}

}
