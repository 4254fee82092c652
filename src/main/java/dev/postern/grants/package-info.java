/** Lets people in to servers for a while: asked, approved, ended, and kept for good. */
@ApplicationModule(displayName = "Grants",
		allowedDependencies = { "kernel", "rules", "rules :: evaluation", "cloudflare", "jobs", "identity", "ui",
				"ui :: input", "servers" })
@NullMarked
package dev.postern.grants;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
