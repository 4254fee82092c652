package dev.postern.identity.sessions;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A browser in which somebody is signed in.
 *
 * @param address from where the person signed in; {@code null} when not known
 */
public record BrowserSession(SessionId id, Instant begunAt, Instant lastUsedAt, @Nullable String address) {
}
