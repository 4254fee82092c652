package dev.postern.cloudflare.model;

import java.time.Instant;

import dev.postern.kernel.ServiceTokenId;
import org.jspecify.annotations.Nullable;

/**
 * What a machine logs in with; its secret is not part of it.
 *
 * @param name not unique
 * @param clientId what the machine shows beside the secret, for example
 * {@code 88bf3b6d86161464f6509f7219099e57.access}
 * @param enabled whether it can be used at all; {@code null} when Cloudflare does not say
 * @param expiresAt {@code null} when it never ends
 * @param lastSeenAt {@code null} when it was never used or Cloudflare does not say
 */
public record ServiceToken(ServiceTokenId id, String name, String clientId, @Nullable Boolean enabled,
		@Nullable Instant expiresAt, @Nullable Instant lastSeenAt) {

	/** Whether it can be used, for all that is said. */
	public boolean usable() {
		return !Boolean.FALSE.equals(this.enabled);
	}

}
