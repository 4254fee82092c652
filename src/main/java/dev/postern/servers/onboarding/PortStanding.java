package dev.postern.servers.onboarding;

import java.time.Instant;

/**
 * How the public ssh port of a server was when somebody last tried it.
 *
 * @param shut whether nobody gets in past Cloudflare, as far as was seen
 */
public record PortStanding(boolean shut, Instant at) {
}
