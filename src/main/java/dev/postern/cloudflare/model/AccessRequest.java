package dev.postern.cloudflare.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry of Cloudflare's login log.
 *
 * @param rayId empty when the entry has none
 * @param action {@code login}, perhaps {@code logout}
 * @param userEmail a person's address, or the client id of a service token; empty when
 * the entry names nobody
 * @param connection the kind of identity provider, for example {@code onetimepin}
 * @param raw the whole entry
 */
public record AccessRequest(String rayId, Instant createdAt, String action, boolean allowed, String userEmail,
		@Nullable String ipAddress, @Nullable String country, @Nullable String connection, @Nullable String appUid,
		@Nullable String appDomain, ObjectNode raw) {
}
