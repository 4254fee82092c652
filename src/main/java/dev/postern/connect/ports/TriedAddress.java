package dev.postern.connect.ports;

import org.jspecify.annotations.Nullable;

/**
 * An address of a server and what came of trying its port.
 *
 * @param address in its usual form
 * @param banner the first line that was said there, as plain text; {@code null} for none
 */
public record TriedAddress(String address, PortResult result, @Nullable String banner) {
}
