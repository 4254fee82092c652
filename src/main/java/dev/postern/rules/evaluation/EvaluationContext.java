package dev.postern.rules.evaluation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.postern.rules.Decision;
import dev.postern.rules.RuleGroup;

/**
 * What the meaning of policies depends on beside the identity.
 *
 * @param applicationType as Cloudflare calls it, for example {@code ssh}
 * @param groups the Access groups whose rules are known
 */
public record EvaluationContext(String applicationType, Map<UUID, RuleGroup> groups) {

	private static final Set<String> WITH_A_LOGIN_ONLY = Set.of("ssh", "vnc", "rdp");

	public EvaluationContext {
		groups = Map.copyOf(groups);
	}

	/** A context without known Access groups. */
	public static EvaluationContext of(String applicationType) {
		return new EvaluationContext(applicationType, Map.of());
	}

	/** Replaces the rules of one group. */
	public EvaluationContext withGroup(UUID group, RuleGroup rules) {
		Map<UUID, RuleGroup> changed = new HashMap<>(this.groups);
		changed.put(group, rules);
		return new EvaluationContext(this.applicationType, changed);
	}

	/**
	 * Whether Cloudflare ignores policies with this decision for this type of
	 * application.
	 */
	public boolean ignores(Decision decision) {
		return !decision.asksForLogin() && loginOnly();
	}

	/** Whether the application is rendered in the browser and always asks for a login. */
	public boolean loginOnly() {
		return WITH_A_LOGIN_ONLY.contains(this.applicationType);
	}

}
