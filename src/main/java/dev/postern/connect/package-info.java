/** How people get in: their servers, their ssh config, what to do when it fails. */
@ApplicationModule(displayName = "Connect",
		allowedDependencies = { "kernel", "rules", "rules :: words", "rules :: evaluation", "identity", "ui",
				"ui :: input", "directory", "directory :: groups", "servers", "servers :: policies" })
@NullMarked
package dev.postern.connect;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
