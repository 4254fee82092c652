package dev.postern.identity.tokens;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a token that a person made for programs; the token itself is not kept.
 *
 * @param prefix its first characters, by which a person recognises it
 */
public record PersonalToken(TokenId id, String name, String prefix, TokenScope scope, Instant createdAt,
		Instant expiresAt, @Nullable Instant lastUsedAt, @Nullable Instant revokedAt) {

	/** Whether it works at a time. */
	public boolean worksAt(Instant time) {
		return this.revokedAt == null && time.isBefore(this.expiresAt);
	}

}
