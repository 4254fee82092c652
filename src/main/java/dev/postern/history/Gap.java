package dev.postern.history;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A time of which the history does not know everything (I14).
 *
 * @param until the end of it; {@code null} while it lasts
 * @param cause why; {@code null} when Postern was not running
 */
public record Gap(Instant from, @Nullable Instant until, State state, @Nullable ImportFailure cause) {

	/** What became of a gap. */
	public enum State {

		/** It lasts; what is missing may still come. */
		OPEN,

		/** It is over, and nothing is missing any more. */
		FILLED,

		/** What happened in it was deleted by Cloudflare before it could be imported. */
		LOST

	}

}
