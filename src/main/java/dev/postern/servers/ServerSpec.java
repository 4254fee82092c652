package dev.postern.servers;

import java.time.Duration;
import java.util.List;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.rules.Policy;
import dev.postern.rules.evaluation.EvaluationContext;
import dev.postern.servers.policies.AppPolicies;

/**
 * What people want of a server, checked.
 *
 * @param name also the alias in ssh configs; unique
 * @param zone the active zone that the hostname lies in
 * @param service {@code ssh://host[:port]} as the connector reaches it
 * @param enforceAtConnector whether the connector checks Access' token once more
 * @param policies in order of precedence; at least one allows somebody
 */
public record ServerSpec(String name, Hostname hostname, ZoneId zone, TunnelId tunnel, String service, String loginUser,
		ApplicationType applicationType, Duration sessionDuration, boolean enforceAtConnector, String description,
		List<Policy> policies) {

	public ServerSpec {
		policies = List.copyOf(policies);
	}

	/** Its policies, as those who judge them take them. */
	public AppPolicies appPolicies() {
		return new AppPolicies(this.policies, this.applicationType.wire());
	}

	/** What its policies mean something in. */
	public EvaluationContext evaluationContext() {
		return EvaluationContext.of(this.applicationType.wire());
	}

}
