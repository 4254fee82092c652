package dev.postern.reconcile.payloads;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request to Cloudflare that a change takes.
 *
 * @param path below the API's base address
 * @param body {@code null} for requests without one
 */
public record PlannedRequest(String method, String path, @Nullable JsonNode body) {
}
