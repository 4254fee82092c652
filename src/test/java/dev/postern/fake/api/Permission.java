package dev.postern.fake.api;

/** A permission group that an API token may carry. */
public enum Permission {

	ACCOUNT_SETTINGS_READ("Account Settings Read"),

	ZONE_READ("Zone Read"), DNS_READ("DNS Read"), DNS_WRITE("DNS Write"),

	TUNNEL_READ("Cloudflare Tunnel Read"), TUNNEL_WRITE("Cloudflare Tunnel Write"),

	CONNECTORS_READ("Cloudflare One Connectors Read"), CONNECTORS_WRITE("Cloudflare One Connectors Write"),

	CLOUDFLARED_READ("Cloudflare One Connector: cloudflared Read"),
	CLOUDFLARED_WRITE("Cloudflare One Connector: cloudflared Write"),

	ACCESS_APPS_READ("Access: Apps and Policies Read"), ACCESS_APPS_WRITE("Access: Apps and Policies Write"),
	ACCESS_APPS_REVOKE("Access: Apps and Policies Revoke"),

	ACCESS_ORGANIZATIONS_READ("Access: Organizations, Identity Providers, and Groups Read"),
	ACCESS_ORGANIZATIONS_WRITE("Access: Organizations, Identity Providers, and Groups Write"),
	ACCESS_ORGANIZATIONS_REVOKE("Access: Organizations, Identity Providers, and Groups Revoke"),

	ACCESS_SERVICE_TOKENS_READ("Access: Service Tokens Read"),
	ACCESS_SERVICE_TOKENS_WRITE("Access: Service Tokens Write"),

	ACCESS_AUDIT_LOGS_READ("Access: Audit Logs Read");

	private final String title;

	Permission(String title) {
		this.title = title;
	}

	/** The name as the dashboard shows it. */
	public String title() {
		return this.title;
	}

	/** The smallest sensible set for a portal. */
	public static Permission[] portal() {
		return new Permission[] { ACCOUNT_SETTINGS_READ, ZONE_READ, DNS_WRITE, TUNNEL_WRITE, ACCESS_APPS_WRITE,
				ACCESS_ORGANIZATIONS_WRITE, ACCESS_SERVICE_TOKENS_WRITE, ACCESS_AUDIT_LOGS_READ };
	}

}
