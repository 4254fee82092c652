package dev.postern.servicetokens;

import java.time.Duration;
import java.time.Instant;

import dev.postern.kernel.ServiceTokenId;
import org.jspecify.annotations.Nullable;

/**
 * A program that logs in with a service token which Postern made; its secret is not part
 * of it.
 *
 * @param lifetime how long it was to last
 * @param tokenId Cloudflare's id; {@code null} while it is not known to exist
 * @param clientId what the program shows beside the secret
 * @param expiresAt {@code null} when it never ends, or is not known to exist
 * @param secretToldAt {@code null} when nobody was ever told the secret
 * @param previousValidUntil how long the secret before the last rotation works;
 * {@code null} when it ended at once
 * @param rotationAskedAt when a rotation was begun of which the end is not known
 * @param removalAskedAt when its deletion was begun
 * @param goneAt when it was seen not to be at Cloudflare any more
 * @param enabled whether its secrets are accepted, as far as is known
 * @param switchAskedTo whether it was asked to be enabled, or disabled, in a request of
 * which the end is not known; {@code null} for none
 * @param switchAskedAt when that was asked
 * @param version counts the changes
 */
public record ManagedToken(ManagedTokenId id, String name, Duration lifetime, @Nullable ServiceTokenId tokenId,
		@Nullable String clientId, @Nullable Instant expiresAt, String createdBy, Instant createdAt,
		@Nullable Instant secretToldAt, @Nullable Instant rotatedAt, @Nullable Instant previousValidUntil,
		@Nullable Instant rotationAskedAt, @Nullable Instant removalAskedAt, @Nullable Instant lastSeenAt,
		@Nullable Instant goneAt, boolean enabled, @Nullable Boolean switchAskedTo, @Nullable Instant switchAskedAt,
		int version) {

	/** The longest that a service token may last. */
	public static final Duration LONGEST_LIFETIME = Duration.ofDays(366);

	/** The longest that a secret may go on after its rotation. */
	public static final Duration LONGEST_GRACE = Duration.ofDays(30);

	/** What its name at Cloudflare ends with, which no other token's does. */
	String mark() {
		return " postern-" + this.id;
	}

	/** Its name at Cloudflare, by which it is found after a lost answer. */
	String remoteName() {
		return this.name + mark();
	}

	/** The lifetime as Go and Cloudflare write it. */
	public String duration() {
		return this.lifetime.toHours() + "h";
	}

	/**
	 * How it is at a time.
	 * @param warnBefore how long before its end it counts as expiring
	 */
	public TokenState state(Instant now, Duration warnBefore) {
		if (this.goneAt != null) {
			return TokenState.GONE;
		}
		if (this.removalAskedAt != null) {
			return TokenState.REMOVING;
		}
		if (this.tokenId == null) {
			return TokenState.ASKED;
		}
		if (this.expiresAt != null && !this.expiresAt.isAfter(now)) {
			return TokenState.EXPIRED;
		}
		if (this.switchAskedTo != null) {
			return TokenState.SWITCHING;
		}
		if (!this.enabled) {
			return TokenState.DISABLED;
		}
		if (this.rotationAskedAt != null) {
			return TokenState.UNSURE;
		}
		if (this.secretToldAt == null) {
			return TokenState.UNTOLD;
		}
		return (this.expiresAt != null && !this.expiresAt.isAfter(now.plus(warnBefore))) ? TokenState.EXPIRING
				: TokenState.VALID;
	}

}
