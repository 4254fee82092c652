/** SSH servers: what people want to be reachable, and by whom. */
@ApplicationModule(displayName = "Servers",
		allowedDependencies = { "kernel", "rules", "rules :: words", "rules :: evaluation", "rules :: lint", "identity",
				"ui", "ui :: input", "ui :: search", "tunnels", "tunnels :: lifecycle", "directory",
				"directory :: groups", "servicetokens", "audit" })
@NullMarked
package dev.postern.servers;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
