package dev.postern.identity;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A person as administrators see one.
 *
 * @param lockedAt since when the person is kept out; {@code null} when not
 * @param lockedBy which administrator did it
 */
public record Profile(Person person, Instant firstLoginAt, Instant lastLoginAt, @Nullable Instant lockedAt,
		@Nullable String lockedBy) {

	public boolean locked() {
		return this.lockedAt != null;
	}

}
