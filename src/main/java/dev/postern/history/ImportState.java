package dev.postern.history;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How far the import is.
 *
 * @param startedAt nothing is known of the time before it; {@code null} before the first
 * import
 * @param importedUntil everything before it was imported, but for gaps
 * @param lastEventAt the time of the newest entry
 * @param troubleText what Cloudflare said
 */
public record ImportState(@Nullable Instant startedAt, @Nullable Instant importedUntil, @Nullable Instant lastEventAt,
		@Nullable Instant lastSuccessAt, @Nullable Trouble trouble, @Nullable String troubleText,
		@Nullable Instant troubleSince) {
}
