package dev.postern.reconcile.plan;

import dev.postern.kernel.ServerId;
import dev.postern.kernel.ZoneId;

/**
 * A hostname of which nobody knows what stands in DNS.
 *
 * @param zone the one whose records could not be read
 */
public record UnreadableHostname(ServerId server, ZoneId zone) {
}
