/** Who there is: rule groups that Postern keeps, and what the account offers. */
@ApplicationModule(displayName = "Directory",
		allowedDependencies = { "kernel", "rules", "rules :: words", "identity", "ui", "ui :: input", "ui :: search",
				"cloudflare", "cloudflare :: model", "tunnels" })
@NullMarked
package dev.postern.directory;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
