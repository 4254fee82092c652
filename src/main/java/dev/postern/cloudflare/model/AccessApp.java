package dev.postern.cloudflare.model;

import dev.postern.kernel.AccessAppId;
import tools.jackson.databind.node.ObjectNode;

/**
 * An Access application.
 *
 * @param aud its audience tag; new when an application is made again
 * @param body the whole object as Cloudflare gave it, unknown fields included
 */
public record AccessApp(AccessAppId id, String aud, ObjectNode body) {
}
