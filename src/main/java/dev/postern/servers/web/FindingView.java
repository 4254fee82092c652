package dev.postern.servers.web;

import dev.postern.rules.lint.LintFinding;
import dev.postern.rules.lint.LintFinding.Severity;
import dev.postern.servers.policies.PolicyChoices;
import dev.postern.servers.policies.PolicyWords;

/**
 * A finding of the linter in words.
 *
 * @param severity {@code error}, {@code warning} or {@code hint}
 */
record FindingView(String severity, String what, String why, String remedy) {

	static FindingView of(LintFinding finding, PolicyWords words, PolicyChoices known) {
		return new FindingView(word(finding.severity()), words.of(finding.what().named(known::name)),
				words.of(finding.why().named(known::name)), words.of(finding.remedy().named(known::name)));
	}

	private static String word(Severity severity) {
		return switch (severity) {
			case ERROR -> "error";
			case WARNING -> "warning";
			case HINT -> "hint";
		};
	}

}
