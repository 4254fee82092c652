package dev.postern.rules.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.evaluation.EvaluationContext;
import dev.postern.rules.evaluation.WorkLimit;
import dev.postern.rules.lint.LintFinding.Severity;
import tools.jackson.databind.node.JsonNodeFactory;

/** Checks policies for what is wrong, risky or odd before they are stored. */
public final class Linter {

	/** The code of the finding that the check is incomplete. */
	public static final String NOT_LOOKED_OVER = "rules.lint.not-looked-over";

	private static final List<Lint> LINTS = List.of(new SizeLint(), new DecisionLint(), new BroadAccessLint(),
			new ExclusiveValuesLint(), new OutsiderLint(), new OneTimePinLint(), new MissingReferenceLint(),
			new ApprovalLint(), new UnknownSyntaxLint(), new UnmatchableLint());

	private static final List<Lint> GROUP_LINTS = List.of(new ExclusiveValuesLint(), new OneTimePinLint(),
			new MissingReferenceLint(), new UnknownSyntaxLint(), new UnmatchableLint(), new BroadAccessLint(),
			new OutsiderLint());

	private static final String NOBODY = "rules.lint.matches-nobody";

	/** The codes of texts that differ for groups. */
	private static final Map<String, String> OF_GROUPS = Map.of(NOBODY, "rules.lint.nobody-in-group",
			"rules.lint.group-with-pin", "rules.lint.pin-in-group");

	private Linter() {
	}

	/**
	 * Looks over the policies of one application, which come in order of precedence.
	 * Errors and warnings are no false alarms as far as the context tells: what is said
	 * to match nobody matches nobody. Policies beyond Cloudflare's bounds or Postern's
	 * are told to be too many and are not looked at any further.
	 */
	public static List<LintFinding> lint(List<Policy> policies, LintContext context) {
		return lint(policies, context, WorkLimit.ofOneReview());
	}

	/** The finding that there are too many policies to check; empty if there are not. */
	public static Optional<LintFinding> tooMany(int policies) {
		return SizeLint.tooMany(policies);
	}

	/**
	 * The same where many applications are looked over together.
	 * @param limit what all of them may take; what is left out once it is used up is told
	 * by a finding of its own
	 */
	public static List<LintFinding> lint(List<Policy> policies, LintContext context, WorkLimit limit) {
		List<LintFinding> tooMany = SizeLint.tooMany(policies);
		if (!tooMany.isEmpty()) {
			return tooMany;
		}
		boolean tooLarge = PolicySize.tooLarge(policies, context.evaluationContext());
		LintContext seen = tooLarge ? context.withoutRulesOfGroups() : context;
		List<LintFinding> findings = new ArrayList<>();
		for (int i = 0; i < policies.size(); i++) {
			PolicyUnderReview review = new PolicyUnderReview(i, policies.get(i), seen, limit);
			LINTS.forEach((lint) -> lint.check(review));
			findings.addAll(review.findings());
		}
		if (limit.exhausted()) {
			limit.markIncomplete();
		}
		else {
			findings.addAll(OrderLint.check(policies, seen.evaluationContext(), limit));
		}
		if (tooLarge || limit.incomplete()) {
			findings.add(new LintFinding(Severity.HINT, NOT_LOOKED_OVER, "policies", List.of()));
		}
		return findings;
	}

	/**
	 * Looks over the rules of a group by itself: what would be said of an allow policy
	 * with just these rules, but for what the policies that name the group may still put
	 * right. An error is that nobody can be in it, neither a person nor a machine. Paths
	 * are relative to the group, for example {@code include[0]}.
	 */
	public static List<LintFinding> lint(RuleGroup group, LintContext context) {
		WorkLimit limit = WorkLimit.ofOneReview();
		LintContext anywhere = context
			.withEvaluationContext(new EvaluationContext("self_hosted", context.evaluationContext().groups()));
		List<LintFinding> asMachines = review(group, Decision.NON_IDENTITY, anywhere, List.of(new UnmatchableLint()),
				limit);
		return review(group, Decision.ALLOW, anywhere, GROUP_LINTS, limit).stream()
			.filter((finding) -> !finding.code().equals(NOBODY)
					|| asMachines.stream().anyMatch((other) -> other.code().equals(NOBODY)))
			.map(Linter::ofGroup)
			.toList();
	}

	private static List<LintFinding> review(RuleGroup group, Decision decision, LintContext context, List<Lint> lints,
			WorkLimit limit) {
		PolicyUnderReview review = new PolicyUnderReview(0, new Policy("", decision, group.include(), group.require(),
				group.exclude(), JsonNodeFactory.instance.objectNode()), context, limit);
		lints.forEach((lint) -> lint.check(review));
		return review.findings();
	}

	private static LintFinding ofGroup(LintFinding finding) {
		String path = finding.path().replaceFirst("^policies\\[0]\\.?", "");
		boolean mayBePutRight = finding.code().equals("rules.lint.login-method-only");
		return new LintFinding(mayBePutRight ? Severity.WARNING : finding.severity(),
				OF_GROUPS.getOrDefault(finding.code(), finding.code()), path.isEmpty() ? "include" : path,
				finding.args());
	}

}
