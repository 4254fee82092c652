package dev.postern.servers.risks;

import java.util.List;
import java.util.Set;

import dev.postern.rules.lint.LintFinding;

/**
 * A risk of a policy that somebody has to say yes to before it is stored.
 *
 * @param code names the kind of risk, for example {@code everyone}
 * @param policy the policy's place, from 1 on; 0 for all together
 * @param findings at least one, all of that kind in that policy
 */
public record PolicyWarning(String code, int policy, List<LintFinding> findings) {

	public PolicyWarning {
		findings = List.copyOf(findings);
	}

	/** Names this one among the warnings of a server, for example {@code everyone@1}. */
	public String id() {
		return (this.policy > 0) ? this.code + "@" + this.policy : this.code;
	}

	/** Whether somebody said yes to it, or to all of its kind. */
	public boolean isIn(Set<String> acknowledged) {
		return acknowledged.contains(this.code) || acknowledged.contains(id());
	}

}
