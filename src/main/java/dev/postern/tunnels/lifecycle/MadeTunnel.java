package dev.postern.tunnels.lifecycle;

import java.time.Instant;
import java.util.UUID;

import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel that somebody had Postern make.
 *
 * @param tunnel {@code null} while it is not known whether Cloudflare has it
 * @param chosen its first secret, where it was noted
 * @param told the tunnel that an answer told of, although not as it was asked for;
 * {@code null} for none
 */
public record MadeTunnel(UUID claim, String name, @Nullable TunnelId tunnel, String askedBy, Instant askedAt,
		@Nullable SecretDigest chosen, @Nullable TunnelId told) {
}
