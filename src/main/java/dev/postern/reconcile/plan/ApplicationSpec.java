package dev.postern.reconcile.plan;

import java.time.Duration;
import java.util.List;

import dev.postern.kernel.Hostname;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;

/**
 * What Postern settles of an Access application; everything else of it is left as it is.
 *
 * @param destinations the public hostnames that it protects
 * @param marked whether it carries Postern's tag
 * @param policies in order of precedence, canonical
 */
public record ApplicationSpec(String name, String type, String domain, List<String> destinations,
		Duration sessionDuration, boolean marked, List<Policy> policies) {

	public ApplicationSpec {
		destinations = List.copyOf(destinations);
		policies = PolicyCodec.canonical(policies);
	}

	/**
	 * What a server of ours wants. Its session duration is written into every policy that
	 * has none of its own, since Cloudflare would fill in 24 hours there, which outdo the
	 * application's.
	 */
	public static ApplicationSpec wanted(String name, String type, Hostname hostname, Duration sessionDuration,
			List<Policy> policies) {
		return new ApplicationSpec(name, type, hostname.value(), List.of(hostname.value()), sessionDuration, true,
				policies.stream().map((policy) -> policy.withDefaultSession(sessionDuration)).toList());
	}

	/** Whether it stands in front of the hostname. */
	boolean covers(Hostname hostname) {
		return this.domain.equals(hostname.value()) || this.destinations.contains(hostname.value());
	}

	/**
	 * Whether anybody can get in by it, so that it really protects and not only exists.
	 */
	boolean protects() {
		return this.policies.stream().anyMatch(Policy::allows);
	}

}
