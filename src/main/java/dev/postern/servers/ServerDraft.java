package dev.postern.servers;

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
		@Schema(implementation = PolicySchema[].class,
				description = "In the order in which they are asked; 50 at most, with 1,000 values in all") @Nullable JsonNode policies) {
}
