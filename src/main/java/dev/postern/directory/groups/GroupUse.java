package dev.postern.directory.groups;

import dev.postern.kernel.GroupId;
import dev.postern.kernel.ServerId;

/** A server with a policy that refers to a group. */
public record GroupUse(GroupId group, ServerId server, String serverName) {
}
