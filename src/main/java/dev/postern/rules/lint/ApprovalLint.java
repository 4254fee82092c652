package dev.postern.rules.lint;

import dev.postern.rules.Terms;
import dev.postern.rules.lint.LintFinding.Severity;

/** Reasons and approvals where Cloudflare does not promise to ask for them. */
final class ApprovalLint implements Lint {

	@Override
	public void look(PolicyUnderReview looked) {
		Terms terms = looked.policy().terms();
		if ((terms.reasonRequired() || terms.approvalRequired()) && looked.context().setting().loginOnly()) {
			looked.found(Severity.WARNING, "rules.lint.approval-on-ssh");
		}
	}

}
