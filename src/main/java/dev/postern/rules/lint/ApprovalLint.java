package dev.postern.rules.lint;

import dev.postern.rules.Terms;
import dev.postern.rules.lint.LintFinding.Severity;

/**
 * Finds reasons and approvals for types of application for which Cloudflare does not
 * document them.
 */
final class ApprovalLint implements Lint {

	@Override
	public void check(PolicyUnderReview review) {
		Terms terms = review.policy().terms();
		if ((terms.reasonRequired() || terms.approvalRequired()) && review.context().evaluationContext().loginOnly()) {
			review.report(Severity.WARNING, "rules.lint.approval-on-ssh");
		}
	}

}
