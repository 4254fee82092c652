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
 * @param tags free labels that only Postern keeps, in alphabetical order
 * @param policies in order of precedence; at least one allows somebody
 */
public record ServerSpec(String name, Hostname hostname, ZoneId zone, TunnelId tunnel, String service, String loginUser,
		ApplicationType applicationType, Duration sessionDuration, boolean enforceAtConnector, String description,
		List<String> tags, List<Policy> policies) {

	public ServerSpec {
		tags = List.copyOf(tags);
		policies = List.copyOf(policies);
	}

	/** One without tags. */
	public ServerSpec(String name, Hostname hostname, ZoneId zone, TunnelId tunnel, String service, String loginUser,
			ApplicationType applicationType, Duration sessionDuration, boolean enforceAtConnector, String description,
			List<Policy> policies) {
		this(name, hostname, zone, tunnel, service, loginUser, applicationType, sessionDuration, enforceAtConnector,
				description, List.of(), policies);
	}

	/**
	 * Whether nothing but tags tells it from another, so that Cloudflare has nothing to
	 * follow.
	 */
	boolean differsInTagsOnly(ServerSpec other) {
		return !equals(other) && with(this.loginUser, this.sessionDuration, other.tags).equals(other);
	}

	/** The same in what many servers can have changed at once. */
	public ServerSpec with(String loginUser, Duration sessionDuration, List<String> tags) {
		return new ServerSpec(this.name, this.hostname, this.zone, this.tunnel, this.service, loginUser,
				this.applicationType, sessionDuration, this.enforceAtConnector, this.description, tags, this.policies);
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
