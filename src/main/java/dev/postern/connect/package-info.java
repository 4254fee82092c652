/** How people get in: their servers, their ssh config, what to do when it fails. */
@ApplicationModule(displayName = "Connect",
		allowedDependencies = { "kernel", "rules", "rules :: words", "rules :: evaluation", "cloudflare",
				"cloudflare :: model", "identity", "identity :: traces", "ui", "ui :: input", "ui :: search",
				"directory", "directory :: groups", "grants", "tunnels", "tunnels :: cloudflared", "audit", "servers",
				"servers :: policies", "servers :: hostkeys", "servers :: todo", "servers :: onboarding", "reconcile" })
@NullMarked
package dev.postern.connect;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
