package dev.postern.connect.reachability;

import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.Identity;
import dev.postern.servers.Server;

/**
 * Whether the person who asks can reach one server.
 *
 * @param caller what the policies know of the person
 */
public record CallerReach(Server server, Identity caller, Access access) {
}
