package dev.postern.cloudflare.model;

/**
 * The account's Zero Trust organization.
 *
 * @param authDomain for example {@code acme.cloudflareaccess.com}
 * @param denyUnmatchedRequests whether Cloudflare refuses hostnames without an
 * application
 */
public record Organization(String name, String authDomain, boolean denyUnmatchedRequests) {

	/** The first label of the auth domain, which connectors call {@code teamName}. */
	public String teamName() {
		int dot = this.authDomain.indexOf('.');
		return (dot < 0) ? this.authDomain : this.authDomain.substring(0, dot);
	}

}
