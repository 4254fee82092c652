package dev.postern.cloudflare.model;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration document of a remotely managed tunnel.
 *
 * @param version counts up by one with each replacement; 0 for a tunnel that never had
 * one
 * @param config the document with all its fields, known or not; {@code null} for a tunnel
 * that never had one
 */
public record TunnelConfiguration(int version, @Nullable ObjectNode config) {
}
