package dev.postern.rules;

import java.util.List;

import dev.postern.rules.Finding.Severity;

/** People and domains outside the organisation that are let in. */
final class StrangersLint implements Lint {

	@Override
	public void look(Looked looked) {
		LintContext context = looked.context();
		if (looked.policy().decision() != Decision.ALLOW || context.domains().isEmpty()) {
			return;
		}
		List<Selector> include = looked.policy().include();
		for (int i = 0; i < include.size(); i++) {
			for (Selector selector : looked.meant(include.get(i))) {
				look(looked, selector, i);
			}
		}
	}

	private static void look(Looked looked, Selector selector, int index) {
		LintContext context = looked.context();
		if (selector instanceof Selector.Email(var email) && !context.ours(email.domain())) {
			looked.found(Severity.WARNING, "rules.lint.foreign-address", "include", index, Looked.value(email.value()));
		}
		if (selector instanceof Selector.EmailDomain(var domain) && !context.ours(domain)) {
			looked.found(Severity.WARNING, "rules.lint.foreign-domain", "include", index, Looked.value(domain));
		}
	}

}
