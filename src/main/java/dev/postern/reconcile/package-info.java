/** Makes Cloudflare as the registry says: observe, plan, apply, observe again. */
@ApplicationModule(displayName = "Reconcile",
		allowedDependencies = { "kernel", "rules", "cloudflare", "cloudflare :: model", "jobs", "identity", "ui",
				"ui :: input", "tunnels", "directory", "directory :: groups", "grants", "servers", "servers :: api",
				"servers :: bulk", "servers :: form", "servers :: policies", "servers :: risks" })
@NullMarked
package dev.postern.reconcile;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
