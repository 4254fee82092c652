package dev.postern.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.postern.rules.Finding.Severity;

/** Looks policies over for what is wrong, risky or odd, before they are saved. */
public final class Linter {

	/** So many judgements of single statements are worth one look at all policies. */
	static final int MOST_STEPS = 1_500_000;

	private static final List<Lint> LINTS = List.of(new SizeLint(), new DecisionLint(), new NarrownessLint(),
			new AtOnceLint(), new StrangersLint(), new LoginLint(), new KnownLint(), new TermsLint(), new UnknownLint(),
			new MatchLint());

	private Linter() {
	}

	/**
	 * Looks over the policies of one application, which come in order of precedence.
	 * Errors and warnings are no false alarms as far as the context tells: what is said
	 * to match nobody matches nobody. Policies beyond Cloudflare's bounds or Postern's
	 * are told to be too many and are not looked at any further.
	 */
	public static List<Finding> lint(List<Policy> policies, LintContext context) {
		List<Finding> tooMany = SizeLint.tooMany(policies);
		return tooMany.isEmpty() ? lint(policies, context, new Effort(MOST_STEPS)) : tooMany;
	}

	/** That there are too many policies to look at any; empty where there are not. */
	public static Optional<Finding> tooMany(int policies) {
		return SizeLint.tooMany(policies);
	}

	static List<Finding> lint(List<Policy> policies, LintContext context, Effort effort) {
		boolean tooLarge = Magnitude.tooLarge(policies, context.setting());
		LintContext seen = tooLarge ? context.withoutRulesOfGroups() : context;
		List<Finding> findings = new ArrayList<>();
		for (int i = 0; i < policies.size(); i++) {
			Looked looked = new Looked(i, policies.get(i), seen, effort);
			LINTS.forEach((lint) -> lint.look(looked));
			findings.addAll(looked.findings());
		}
		findings.addAll(OrderLint.look(policies, seen.setting(), effort));
		if (tooLarge || effort.gaveUp()) {
			findings.add(new Finding(Severity.HINT, "rules.lint.not-looked-over", "policies", List.of()));
		}
		return findings;
	}

}
