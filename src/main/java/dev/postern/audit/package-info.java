/** Who changed what in the portal, and when; nobody can change that afterwards. */
@ApplicationModule(displayName = "Audit",
		allowedDependencies = { "kernel", "identity", "identity :: traces", "ui", "ui :: input" })
@NullMarked
package dev.postern.audit;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
