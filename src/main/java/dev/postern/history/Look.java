package dev.postern.history;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One look into Cloudflare's log.
 *
 * @param at when
 * @param complete what is before it had been said to be complete; {@code null} before the
 * first look
 * @param oldest what is older Cloudflare need not tell any more
 */
record Look(Instant at, @Nullable Instant complete, Instant oldest) {
}
