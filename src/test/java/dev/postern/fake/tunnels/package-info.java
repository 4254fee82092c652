/**
 * Tunnels, their configurations and connectors, and what cloudflared takes.
 */
@NullMarked
package dev.postern.fake.tunnels;

import org.jspecify.annotations.NullMarked;
