package dev.postern.fake.api;

import java.util.Set;

import dev.postern.fake.kernel.Json;

import static dev.postern.fake.api.Permission.*;

/**
 * Which permissions open a route, and what somebody without them hears.
 *
 * @param anyOf one of these is enough; an empty set opens to every credential
 */
public record Guard(Set<Permission> anyOf, Refusal refusal) {

	public static final Guard NONE = new Guard(Set.of(), Refusal.AUTHENTICATION_ERROR);

	public static final Guard ACCOUNT_LIST = new Guard(Set.of(ACCOUNT_SETTINGS_READ), Refusal.EMPTY_LIST);

	public static final Guard ACCOUNT = new Guard(Set.of(ACCOUNT_SETTINGS_READ), Refusal.UNAUTHORIZED);

	public static final Guard ZONE_LIST = new Guard(Set.of(ZONE_READ), Refusal.EMPTY_LIST);

	public static final Guard ZONE = new Guard(Set.of(ZONE_READ), Refusal.UNAUTHORIZED);

	public static final Guard DNS_READS = new Guard(Set.of(DNS_READ, DNS_WRITE), Refusal.AUTHENTICATION_ERROR);

	public static final Guard DNS_WRITES = new Guard(Set.of(DNS_WRITE), Refusal.AUTHENTICATION_ERROR);

	public static final Guard TUNNEL_READS = new Guard(
			Set.of(TUNNEL_READ, TUNNEL_WRITE, CONNECTORS_READ, CONNECTORS_WRITE, CLOUDFLARED_READ, CLOUDFLARED_WRITE),
			Refusal.AUTHENTICATION_ERROR);

	public static final Guard TUNNEL_WRITES = new Guard(Set.of(TUNNEL_WRITE, CONNECTORS_WRITE, CLOUDFLARED_WRITE),
			Refusal.AUTHENTICATION_ERROR);

	public static final Guard APP_LIST = new Guard(Set.of(ACCESS_APPS_READ, ACCESS_APPS_WRITE), Refusal.EMPTY_LIST);

	public static final Guard APP_READS = new Guard(Set.of(ACCESS_APPS_READ, ACCESS_APPS_WRITE),
			Refusal.AUTHENTICATION_ERROR);

	public static final Guard APP_WRITES = new Guard(Set.of(ACCESS_APPS_WRITE), Refusal.ACCESS_WRITE);

	public static final Guard APP_REVOKES = new Guard(Set.of(ACCESS_APPS_REVOKE, ACCESS_APPS_WRITE),
			Refusal.ACCESS_WRITE);

	public static final Guard ORGANIZATION_READS = new Guard(
			Set.of(ACCESS_ORGANIZATIONS_READ, ACCESS_ORGANIZATIONS_WRITE), Refusal.AUTHENTICATION_ERROR);

	public static final Guard ORGANIZATION_WRITES = new Guard(Set.of(ACCESS_ORGANIZATIONS_WRITE), Refusal.ACCESS_WRITE);

	public static final Guard ORGANIZATION_REVOKES = new Guard(
			Set.of(ACCESS_ORGANIZATIONS_REVOKE, ACCESS_ORGANIZATIONS_WRITE), Refusal.ACCESS_WRITE);

	public static final Guard SERVICE_TOKEN_READS = new Guard(
			Set.of(ACCESS_SERVICE_TOKENS_READ, ACCESS_SERVICE_TOKENS_WRITE), Refusal.AUTHENTICATION_ERROR);

	public static final Guard SERVICE_TOKEN_WRITES = new Guard(Set.of(ACCESS_SERVICE_TOKENS_WRITE),
			Refusal.ACCESS_WRITE);

	public static final Guard LOGIN_LOGS = new Guard(Set.of(ACCESS_AUDIT_LOGS_READ), Refusal.AUTHENTICATION_ERROR);

	private static final Set<Permission> ACCESS_READERS = Set.of(ACCESS_APPS_READ, ACCESS_ORGANIZATIONS_READ,
			ACCESS_SERVICE_TOKENS_READ);

	public boolean admits(Caller caller) {
		return this.anyOf.isEmpty() || this.anyOf.stream().anyMatch(caller.permissions()::contains);
	}

	/** What a caller without the permission gets: an error, or the empty list. */
	public Answer refuse(Caller caller) {
		return switch (this.refusal) {
			case EMPTY_LIST -> Answer.ok(Json.array());
			case UNAUTHORIZED -> throw ApiError.unauthorizedResource();
			case AUTHENTICATION_ERROR -> throw ApiError.forbidden();
			case ACCESS_WRITE -> throw ACCESS_READERS.stream().anyMatch(caller.permissions()::contains)
					? ApiError.flatForbidden() : ApiError.forbidden();
		};
	}

	/** The ways in which Cloudflare says no. */
	enum Refusal {

		/** 403 with code 10000. */
		AUTHENTICATION_ERROR,

		/** 403 with code 9109. */
		UNAUTHORIZED,

		/** 200 with an empty list, api.md §1.4. */
		EMPTY_LIST,

		/** Flat 1010 for a read-only token, else code 10000. */
		ACCESS_WRITE

	}

}
