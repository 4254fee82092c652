package dev.postern.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.postern.rules.Finding.Severity;

/** Lists that are empty, too long, or that say something twice. */
final class SizeLint implements Lint {

	@Override
	public void look(Looked looked) {
		if (looked.policy().include().isEmpty()) {
			looked.found(Severity.ERROR, "rules.lint.empty-include", "include", Looked.value(looked.policy().name()));
		}
		for (Looked.Part part : Looked.parts(looked.policy())) {
			if (part.selectors().size() > PolicyReader.MOST_SELECTORS) {
				looked.found(Severity.ERROR, "rules.lint.too-many", part.name(), Looked.number(part.selectors().size()),
						Looked.number(PolicyReader.MOST_SELECTORS));
			}
			repeated(looked, part.name(), part.selectors());
		}
	}

	static int values(Policy policy) {
		return policy.include().size() + policy.require().size() + policy.exclude().size();
	}

	private static void repeated(Looked looked, String list, List<Selector> selectors) {
		Set<Selector> seen = new HashSet<>();
		for (int i = 0; i < selectors.size(); i++) {
			if (!seen.add(selectors.get(i))) {
				looked.found(Severity.HINT, "rules.lint.twice", list, i, Looked.words(selectors.get(i)));
			}
		}
	}

}
