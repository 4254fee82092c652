package dev.postern.kernel;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Why a server or a group is not as it should be at Cloudflare. The texts are
 * {@code problem.<code>.what|means|todo} in {@code messages.properties} for a server,
 * {@code directory.problem.<code>.…} for a group.
 *
 * @param args what the texts name, from {@code {0}} on
 * @param said Cloudflare's own words, for the fold below the problem
 * @param documentation the page of Cloudflare's that explains its words; {@code null}
 * when it named none
 * @param retryAt when Postern tries again; {@code null} when it waits for a person
 */
public record Problem(String code, List<String> args, @Nullable String said, @Nullable URI documentation,
		@Nullable Instant retryAt) {

	public Problem {
		args = List.copyOf(args);
	}

	/** One that Cloudflare has no page about. */
	public Problem(String code, List<String> args, @Nullable String said, @Nullable Instant retryAt) {
		this(code, args, said, null, retryAt);
	}

	/** The same problem, with the time when Postern tries again. */
	public Problem retryingAt(Instant time) {
		return new Problem(this.code, this.args, this.said, this.documentation, time);
	}

}
