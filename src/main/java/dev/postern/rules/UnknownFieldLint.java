package dev.postern.rules;

import dev.postern.rules.Finding.Severity;

/** Fields that Postern does not know: kept and sent as they are, and often a slip. */
final class UnknownFieldLint implements Lint {

	@Override
	public void look(Looked looked) {
		for (String field : looked.policy().more().propertyNames()) {
			looked.found(Severity.WARNING, "rules.lint.unknown-field", field, Looked.value(field));
		}
	}

}
