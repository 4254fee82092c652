package dev.postern.history;

import java.net.URI;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How far the import is.
 *
 * @param startedAt nothing is known of the time before it; {@code null} before the first
 * import
 * @param importedUntil everything before it was imported, but for gaps
 * @param lastEventAt the time of the newest entry
 * @param failureMessage what Cloudflare said
 * @param failureDocumentation the page of Cloudflare's that explains it
 */
public record ImportState(@Nullable Instant startedAt, @Nullable Instant importedUntil, @Nullable Instant lastEventAt,
		@Nullable Instant lastSuccessAt, @Nullable ImportFailure failure, @Nullable String failureMessage,
		@Nullable URI failureDocumentation, @Nullable Instant failingSince) {
}
