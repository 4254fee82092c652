package dev.postern.directory;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Why a group is not as it should be. The texts are
 * {@code directory.problem.<code>.what|means|todo} in {@code messages.properties}.
 *
 * @param args what the texts name, from {@code {0}} on
 * @param said Cloudflare's own words, for the fold below the problem
 * @param retryAt when Postern tries again; {@code null} when it waits for a person
 */
public record GroupProblem(String code, List<String> args, @Nullable String said, @Nullable Instant retryAt) {

	public GroupProblem {
		args = List.copyOf(args);
	}

}
