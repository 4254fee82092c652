package dev.postern.servicetokens;

import java.time.Instant;

import dev.postern.kernel.ServiceTokenId;
import org.jspecify.annotations.Nullable;

/**
 * A service token by which a server can let a machine in.
 *
 * @param ours whether Postern made it
 * @param expiresAt {@code null} when it never ends
 */
public record TokenChoice(ServiceTokenId tokenId, String name, String clientId, boolean ours,
		@Nullable Instant expiresAt) {
}
