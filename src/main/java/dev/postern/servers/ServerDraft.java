package dev.postern.servers;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody entered for a server, unchecked; the names are those of the API's fields.
 *
 * @param policies an array in Cloudflare's shape
 */
public record ServerDraft(@Nullable String name, @Nullable String hostname, @Nullable String tunnelId,
		@Nullable String service, @Nullable String loginUser, @Nullable String applicationType,
		@Nullable String sessionDuration, @Nullable Boolean enforceAtConnector, @Nullable String description,
		@Schema(description = "Free labels that only Postern keeps; 20 at most, of 40 characters each. "
				+ "Two that differ in their case alone are one") @Nullable List<String> tags,
		@Schema(implementation = PolicySchema[].class,
				description = "In the order in which they are asked; 50 at most, with 1,000 values in all") @Nullable JsonNode policies) {

	/** One without tags. */
	public ServerDraft(@Nullable String name, @Nullable String hostname, @Nullable String tunnelId,
			@Nullable String service, @Nullable String loginUser, @Nullable String applicationType,
			@Nullable String sessionDuration, @Nullable Boolean enforceAtConnector, @Nullable String description,
			@Nullable JsonNode policies) {
		this(name, hostname, tunnelId, service, loginUser, applicationType, sessionDuration, enforceAtConnector,
				description, null, policies);
	}

}
