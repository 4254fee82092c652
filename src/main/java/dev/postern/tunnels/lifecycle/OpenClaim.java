package dev.postern.tunnels.lifecycle;

import dev.postern.tunnels.KnownTunnel;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel that was asked for and of which it is not known whether Cloudflare made it.
 *
 * @param namesake one that has its name and of which only a person can say whether it is
 * the one, since its token does not tell; {@code null} for none
 */
public record OpenClaim(MadeTunnel claim, @Nullable KnownTunnel namesake) {
}
