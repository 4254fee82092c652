package dev.postern.servers.policies;

import java.util.List;

import dev.postern.rules.Policy;

/**
 * The policies of an Access application.
 *
 * @param policies in order of precedence
 * @param applicationType as Cloudflare calls it, for example {@code ssh}
 */
public record AppPolicies(List<Policy> policies, String applicationType) {

	public AppPolicies {
		policies = List.copyOf(policies);
	}

}
