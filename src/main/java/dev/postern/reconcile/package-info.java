/** Makes Cloudflare as the registry says: observe, plan, apply, observe again. */
@ApplicationModule(displayName = "Reconcile",
		allowedDependencies = { "kernel", "rules", "cloudflare", "cloudflare :: model", "jobs", "identity", "ui", "tunnels", "directory",
				"servers", "servers :: form" })
@NullMarked
package dev.postern.reconcile;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
