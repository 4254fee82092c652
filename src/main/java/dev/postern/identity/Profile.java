package dev.postern.identity;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A person as administrators see one.
 *
 * @param firstLoginAt since when Postern knows the person
 * @param lastLoginAt the last sign-in in a browser; {@code null} when there was none
 * @param lockedAt since when the person is kept out; {@code null} when not
 * @param lockedBy which administrator did it
 * @param previousEmail the address before the one of now; {@code null} when there was
 * none
 * @param addressSince since when Postern knows the person by the address of now;
 * {@code null} for whoever has not signed in since Postern knows accounts
 * @param former whether the address is somebody else's now
 */
public record Profile(Person person, Instant firstLoginAt, @Nullable Instant lastLoginAt, @Nullable Instant lockedAt,
		@Nullable String lockedBy, @Nullable String previousEmail, @Nullable Instant addressSince, boolean former) {

	public boolean locked() {
		return this.lockedAt != null;
	}

}
