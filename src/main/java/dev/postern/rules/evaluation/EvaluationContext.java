package dev.postern.rules.evaluation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.postern.rules.Decision;
import dev.postern.rules.RuleGroup;

/**
 * What policies mean something in.
 *
 * @param applicationType as Cloudflare calls it, for example {@code ssh}
 * @param groups the Access groups whose rules are known
 */
public record EvaluationContext(String applicationType, Map<UUID, RuleGroup> groups) {

	private static final Set<String> WITH_A_LOGIN_ONLY = Set.of("ssh", "vnc", "rdp");

	public EvaluationContext {
		groups = Map.copyOf(groups);
	}

	/** An application where no Access group is known. */
	public static EvaluationContext of(String applicationType) {
		return new EvaluationContext(applicationType, Map.of());
	}

	/** The same where a group has other rules. */
	public EvaluationContext withGroup(UUID group, RuleGroup rules) {
		Map<UUID, RuleGroup> changed = new HashMap<>(this.groups);
		changed.put(group, rules);
		return new EvaluationContext(this.applicationType, changed);
	}

	/** Whether Cloudflare takes no notice of policies with this decision here. */
	public boolean ignores(Decision decision) {
		return !decision.asksForLogin() && loginOnly();
	}

	/** Whether the application opens in a browser and always asks for a login. */
	public boolean loginOnly() {
		return WITH_A_LOGIN_ONLY.contains(this.applicationType);
	}

}
