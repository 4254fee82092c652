package dev.postern.history;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What came of looking for logins that Cloudflare shows late.
 *
 * @param span how far back each sweep looks
 * @param sweptAt when a sweep last came to its end; {@code null} before that
 * @param found logins that were found in a time that had been taken for complete
 * @param latestBy how long after its login the latest entry so far was first seen;
 * {@code null} when none came late
 * @param latestSeenAt when that was
 */
public record SweepState(Duration span, @Nullable Instant sweptAt, long found, @Nullable Duration latestBy,
		@Nullable Instant latestSeenAt) {
}
