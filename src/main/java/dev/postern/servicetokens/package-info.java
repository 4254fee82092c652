/**
 * Programs that log in: the service tokens that Postern made for them, what it may know
 * of them, and what is to be done about them. Their secrets pass through and rest nowhere
 * (I9).
 */
@ApplicationModule(displayName = "Service tokens",
		allowedDependencies = { "kernel", "identity", "ui", "ui :: input", "ui :: search", "cloudflare",
				"cloudflare :: model", "jobs" })
@NullMarked
package dev.postern.servicetokens;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
