package dev.postern.tunnels.lifecycle;

import java.time.Instant;

import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a tunnel and has no known outcome.
 *
 * @param rotationAsked when another token was asked for; {@code null} for never
 * @param chosen the secret that was asked for, where it was noted
 * @param closes whether the connections of its connectors are to be closed when its token
 * turns out to be another one
 * @param removalAsked when its removal was asked for; {@code null} for never
 */
public record OpenChange(TunnelId tunnel, @Nullable Instant rotationAsked, @Nullable SecretDigest chosen,
		boolean closes, @Nullable Instant removalAsked) {

	/** Whether no answer to its rotation can come any more. */
	boolean rotationIsOver(Instant now) {
		return this.rotationAsked != null && MadeTunnels.isOver(this.rotationAsked, now);
	}

	boolean removalIsOver(Instant now) {
		return this.removalAsked != null && MadeTunnels.isOver(this.removalAsked, now);
	}

	/**
	 * Whether looks have gone on for so long without a result that only a person can say
	 * whether the token was changed.
	 */
	public boolean rotationWaitsForAPerson(Instant now) {
		return this.rotationAsked != null && MadeTunnels.shows(this.rotationAsked, now);
	}

}
