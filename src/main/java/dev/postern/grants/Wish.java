package dev.postern.grants;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for, looked over.
 *
 * @param start not before this; {@code null} for as soon as it is approved
 * @param extending the grant that it goes on with; {@code null} for none
 */
record Wish(String reason, String ticket, Duration duration, @Nullable Instant start, @Nullable GrantId extending) {
}
