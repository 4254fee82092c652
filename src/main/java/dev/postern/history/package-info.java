/** Who logged in where and when, and who was refused, as Cloudflare says. */
@ApplicationModule(displayName = "History",
		allowedDependencies = { "kernel", "rules", "rules :: evaluation", "cloudflare", "cloudflare :: model", "jobs",
				"grants", "identity", "identity :: traces", "ui", "ui :: input", "servers" })
@NullMarked
package dev.postern.history;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
