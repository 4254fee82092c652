/** What is known of the releases of cloudflared. Pure. */
@NamedInterface("cloudflared")
@NullMarked
package dev.postern.tunnels.cloudflared;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
