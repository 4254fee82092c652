package dev.postern.cloudflare.model;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The account's Zero Trust organization.
 *
 * @param authDomain for example {@code acme.cloudflareaccess.com}
 * @param denyUnmatchedRequests whether Cloudflare refuses hostnames without an
 * application
 * @param exemptZones the names of the zones in which it lets them through all the same;
 * {@code null} when they are not known
 * @param strictServiceTokenAuth whether a program with a wrong service token is refused
 * at once instead of being led to the login page
 * @param tokenCleanUp whether service tokens that nothing names are deleted
 * @param uiReadOnly whether people can't change Access in the dashboard
 */
public record Organization(String name, String authDomain, Setting denyUnmatchedRequests,
		@Nullable List<String> exemptZones, Setting strictServiceTokenAuth, TokenCleanUp tokenCleanUp,
		Setting uiReadOnly) {

	public Organization {
		exemptZones = (exemptZones != null) ? List.copyOf(exemptZones) : null;
	}

	/** The first label of the auth domain, which connectors call {@code teamName}. */
	public String teamName() {
		int dot = this.authDomain.indexOf('.');
		return (dot < 0) ? this.authDomain : this.authDomain.substring(0, dot);
	}

}
