/** Tunnels and zones that the portal may use, and the health of their connectors. */
@ApplicationModule(displayName = "Tunnels",
		allowedDependencies = { "kernel", "identity", "identity :: traces", "ui", "ui :: input", "ui :: search",
				"cloudflare", "cloudflare :: model", "cloudflare :: preflight" })
@NullMarked
package dev.postern.tunnels;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
