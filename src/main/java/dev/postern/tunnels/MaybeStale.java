package dev.postern.tunnels;

import org.jspecify.annotations.Nullable;

/**
 * What there is to see of Cloudflare's side, with the reason when it is not fresh.
 *
 * @param last what was last known; {@code null} when nothing ever was
 * @param unavailable why Cloudflare can't be asked now; {@code null} when it could
 */
public record MaybeStale<T>(@Nullable T last, @Nullable CloudflareUnavailable unavailable) {
}
