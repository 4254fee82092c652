package dev.postern.connect.ports.web;

import org.jspecify.annotations.Nullable;

/**
 * What is asked, as it was sent.
 *
 * @param address the public name or address of the server
 */
record PortForm(@Nullable String address) {
}
