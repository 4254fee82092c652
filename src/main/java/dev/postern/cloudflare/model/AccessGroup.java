package dev.postern.cloudflare.model;

import dev.postern.kernel.AccessGroupId;
import tools.jackson.databind.node.ObjectNode;

/**
 * An Access group.
 *
 * @param body the whole object as Cloudflare gave it, unknown fields included
 */
public record AccessGroup(AccessGroupId id, String name, ObjectNode body) {
}
