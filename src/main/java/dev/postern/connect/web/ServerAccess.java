package dev.postern.connect.web;

import java.util.List;
import java.util.Set;

import dev.postern.connect.reachability.AccessVerdict;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.rules.evaluation.Fact;
import dev.postern.tunnels.Connection;

/**
 * Whether the person who was asked about can reach a server.
 *
 * @param phase how far Cloudflare is with what is wanted of the server
 * @param connection whether people get through to the server at all, as was last seen
 * @param policies the policies that decide, the one that is asked first in front
 * @param reason why, or what else has to hold, in words
 * @param unknown what would have to be known to tell
 */
record ServerAccess(ServerId id, String name, Hostname hostname, Phase phase, Connection connection,
		AccessVerdict access, List<String> policies, String reason, Set<Fact> unknown) {
}
