package dev.postern.grants;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for, as it was sent.
 *
 * @param serverId one server; {@code null} where {@code tag} names several
 * @param tag all servers with it that the person may ask for
 * @param duration as {@code 2h} or {@code 90m}
 * @param startAt not before this; {@code null} for as soon as it is approved
 */
public record GrantRequest(@Nullable String serverId, @Nullable String tag, @Nullable String reason,
		@Nullable String ticket, @Nullable String duration, @Nullable Instant startAt) {
}
