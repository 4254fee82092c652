package dev.postern.tunnels;

import java.time.Instant;

/**
 * That a tunnel got another name. It is known by its id everywhere, so nothing follows
 * from it but that people may look for it under the former name.
 *
 * @param at when the new name was first seen
 */
public record Rename(String formerName, Instant at) {
}
