package dev.postern.rules;

import java.util.ArrayList;
import java.util.List;

import dev.postern.rules.Finding.Severity;

/** Looks policies over for what is wrong, risky or odd, before they are saved. */
public final class Linter {

	private static final List<Lint> LINTS = List.of(new SizeLint(), new DecisionLint(), new NarrownessLint(),
			new AtOnceLint(), new StrangersLint(), new LoginLint(), new KnownLint(), new TermsLint(),
			new UnknownLint());

	private Linter() {
	}

	/**
	 * Looks over the policies of one application, which come in order of precedence.
	 * Errors and warnings are no false alarms as far as the context tells: what is said
	 * to match nobody matches nobody.
	 */
	public static List<Finding> lint(List<Policy> policies, LintContext context) {
		List<Finding> findings = new ArrayList<>();
		int values = 0;
		for (int i = 0; i < policies.size(); i++) {
			Looked looked = new Looked(i, policies.get(i), context);
			LINTS.forEach((lint) -> lint.look(looked));
			new MatchLint().look(looked);
			findings.addAll(looked.findings());
			values += SizeLint.values(policies.get(i));
		}
		if (values > PolicyReader.MOST_SELECTORS) {
			findings.add(new Finding(Severity.ERROR, "rules.lint.too-many-in-all", "policies",
					List.of(Looked.number(values), Looked.number(PolicyReader.MOST_SELECTORS))));
		}
		findings.addAll(OrderLint.look(policies, context.setting()));
		return findings;
	}

}
