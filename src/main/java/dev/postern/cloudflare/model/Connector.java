package dev.postern.cloudflare.model;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A running {@code cloudflared} next to the servers.
 *
 * @param connections how many connections to the edge it holds; a healthy one has 4
 * @param locations the data centres of Cloudflare that it is connected to, each once
 * @param configVersion the configuration version it has applied; {@code null} when it
 * does not say
 */
public record Connector(String id, String version, @Nullable String arch, @Nullable Instant runAt, int connections,
		List<String> locations, @Nullable String originIp, @Nullable Integer configVersion) {

	public Connector {
		locations = List.copyOf(locations);
	}

}
