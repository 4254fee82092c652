package dev.postern.servers;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Why a server is not as it should be. The texts are
 * {@code problem.<code>.what|means|todo} in {@code messages.properties}.
 *
 * @param args what the texts name, from {@code {0}} on
 * @param said Cloudflare's own words, for the fold below the problem
 * @param retryAt when Postern tries again; {@code null} when it waits for a person
 */
public record Problem(String code, List<String> args, @Nullable String said, @Nullable Instant retryAt) {

	public Problem {
		args = List.copyOf(args);
	}

}
