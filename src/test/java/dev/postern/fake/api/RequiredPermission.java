package dev.postern.fake.api;

import java.util.Set;

import dev.postern.fake.kernel.Json;

import static dev.postern.fake.api.Permission.*;

/** Which permissions open a route, and what somebody without them hears. */
public enum RequiredPermission {

	NONE(Refusal.AUTHENTICATION_ERROR),

	ACCOUNT_LIST(Refusal.EMPTY_LIST, ACCOUNT_SETTINGS_READ),

	ACCOUNT(Refusal.UNAUTHORIZED, ACCOUNT_SETTINGS_READ),

	ZONE_LIST(Refusal.EMPTY_LIST, ZONE_READ),

	ZONE(Refusal.UNAUTHORIZED, ZONE_READ),

	DNS_READS(Refusal.AUTHENTICATION_ERROR, DNS_READ, DNS_WRITE),

	DNS_WRITES(Refusal.AUTHENTICATION_ERROR, DNS_WRITE),

	TUNNEL_READS(Refusal.AUTHENTICATION_ERROR, TUNNEL_READ, TUNNEL_WRITE, CONNECTORS_READ, CONNECTORS_WRITE,
			CLOUDFLARED_READ, CLOUDFLARED_WRITE),

	TUNNEL_WRITES(Refusal.AUTHENTICATION_ERROR, TUNNEL_WRITE, CONNECTORS_WRITE, CLOUDFLARED_WRITE),

	APP_LIST(Refusal.EMPTY_LIST, ACCESS_APPS_READ, ACCESS_APPS_WRITE),

	APP_READS(Refusal.AUTHENTICATION_ERROR, ACCESS_APPS_READ, ACCESS_APPS_WRITE),

	APP_WRITES(Refusal.ACCESS_WRITE, ACCESS_APPS_WRITE),

	APP_REVOKES(Refusal.ACCESS_WRITE, ACCESS_APPS_REVOKE, ACCESS_APPS_WRITE),

	ORGANIZATION_READS(Refusal.AUTHENTICATION_ERROR, ACCESS_ORGANIZATIONS_READ, ACCESS_ORGANIZATIONS_WRITE),

	ORGANIZATION_WRITES(Refusal.ACCESS_WRITE, ACCESS_ORGANIZATIONS_WRITE),

	ORGANIZATION_REVOKES(Refusal.ACCESS_WRITE, ACCESS_ORGANIZATIONS_REVOKE, ACCESS_ORGANIZATIONS_WRITE),

	SERVICE_TOKEN_READS(Refusal.AUTHENTICATION_ERROR, ACCESS_SERVICE_TOKENS_READ, ACCESS_SERVICE_TOKENS_WRITE),

	SERVICE_TOKEN_WRITES(Refusal.ACCESS_WRITE, ACCESS_SERVICE_TOKENS_WRITE),

	LOGIN_LOGS(Refusal.AUTHENTICATION_ERROR, ACCESS_AUDIT_LOGS_READ);

	private static final Set<Permission> ACCESS_READERS = Set.of(ACCESS_APPS_READ, ACCESS_ORGANIZATIONS_READ,
			ACCESS_SERVICE_TOKENS_READ);

	private final Refusal refusal;

	@SuppressWarnings("ImmutableEnumChecker") // made by Set.of
	private final Set<Permission> anyOf;

	/** One of the permissions is enough; none at all opens to every credential. */
	RequiredPermission(Refusal refusal, Permission... anyOf) {
		this.refusal = refusal;
		this.anyOf = Set.of(anyOf);
	}

	public boolean admits(Caller caller) {
		return this.anyOf.isEmpty() || this.anyOf.stream().anyMatch(caller.permissions()::contains);
	}

	/** What a caller without the permission gets: an error, or the empty list. */
	public Response refuse(Caller caller) {
		return switch (this.refusal) {
			case EMPTY_LIST -> Response.ok(Json.array());
			case UNAUTHORIZED -> throw ApiException.unauthorizedResource();
			case AUTHENTICATION_ERROR -> throw ApiException.forbidden();
			case ACCESS_WRITE -> throw ACCESS_READERS.stream().anyMatch(caller.permissions()::contains)
					? ApiException.flatForbidden() : ApiException.forbidden();
		};
	}

	/** The ways in which Cloudflare says no. */
	enum Refusal {

		/** 403 with code 10000. */
		AUTHENTICATION_ERROR,

		/** 403 with code 9109. */
		UNAUTHORIZED,

		/** 200 with an empty list. */
		EMPTY_LIST,

		/** Flat 1010 for a read-only token, else code 10000. */
		ACCESS_WRITE

	}

}
