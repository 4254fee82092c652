package dev.postern.cloudflare;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.postern.cloudflare.ApiTokensClient.TokenBody;
import dev.postern.cloudflare.CloudflareException.Missing;
import dev.postern.cloudflare.CloudflareException.Rejected;
import dev.postern.cloudflare.CloudflareException.Unauthorized;
import dev.postern.cloudflare.CloudflareException.Unavailable;
import dev.postern.kernel.AccessGroupId;
import dev.postern.kernel.ZoneId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Requests whose answers show whether the credentials have a permission. They read, or
 * cannot make or change anything. Every method throws a {@link CloudflareException} when
 * the permission is lacking or not known.
 */
public class PermissionProbes {

	private static final int INVALID_REQUEST = 12130;

	private static final AccessGroupId NO_GROUP = AccessGroupId.of("00000000-0000-4000-8000-000000000000");

	private final AccountId account;

	private final ApiTokensClient tokens;

	private final TunnelsClient tunnels;

	private final DnsClient dns;

	private final AccessAppsClient apps;

	private final AccessGroupsClient groups;

	private final LoginLogClient logs;

	private final Cloudflare cloudflare;

	private final Clock clock;

	PermissionProbes(AccountId account, ApiTokensClient tokens, TunnelsClient tunnels, DnsClient dns,
			AccessAppsClient apps, AccessGroupsClient groups, LoginLogClient logs, Cloudflare cloudflare, Clock clock) {
		this.account = account;
		this.tokens = tokens;
		this.tunnels = tunnels;
		this.dns = dns;
		this.apps = apps;
		this.groups = groups;
		this.logs = logs;
		this.cloudflare = cloudflare;
		this.clock = clock;
	}

	/** A token of the account is refused as one of a user, and the other way round. */
	public VerifiedToken verifyToken() {
		TokenBody token;
		try {
			token = this.tokens.verifyOfAccount(this.account).requireResult("token");
		}
		catch (Unauthorized | Rejected | Missing ex) {
			token = this.tokens.verifyOfUser().requireResult("token");
		}
		return new VerifiedToken(WireFields.orElse(token.status(), ""), token.expiresOn());
	}

	/** Reads the account and returns its name. */
	public String readAccountName() {
		return this.tokens.account(this.account).requireResult("account").path("name").stringValue("");
	}

	public void readTunnels() {
		this.tunnels.list(this.account, false, 1, 1).requireResult("list of tunnels");
	}

	public void readDnsRecords(ZoneId zone) {
		this.dns.list(zone, 1, 1).requireResult("list of DNS records");
	}

	public void readAccessApps() {
		this.cloudflare.verifyAppsReadable();
	}

	/** An empty application is refused as invalid only to those who may make one. */
	public void writeAccessApps() {
		try {
			this.apps.create(this.account, JsonNodeFactory.instance.objectNode());
		}
		catch (Rejected ex) {
			if (ex.code() == INVALID_REQUEST) {
				return;
			}
			throw ex;
		}
		throw new Unavailable("Cloudflare made something of an application without any content");
	}

	/**
	 * A group that cannot exist is missed, or its content refused, only to those who may
	 * write groups.
	 */
	public void writeAccessGroups() {
		try {
			this.groups.replace(this.account, NO_GROUP, JsonNodeFactory.instance.objectNode());
		}
		catch (Missing | Rejected ex) {
			return;
		}
		throw new Unavailable("Cloudflare made something of a group that does not exist");
	}

	public void readLoginLog() {
		Instant now = this.clock.instant();
		this.logs.accessRequests(this.account, now.minus(Duration.ofHours(1)), now, 1, 1, 1).requireResult("login log");
	}

	/**
	 * What Cloudflare says of an API token.
	 *
	 * @param status for example {@code active}; empty when it does not say
	 * @param expiresAt {@code null} when it never ends
	 */
	public record VerifiedToken(String status, @Nullable Instant expiresAt) {
	}

}
