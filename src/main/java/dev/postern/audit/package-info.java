/**
 * Who changed what in the portal, who came and who took a file, and when; nobody can
 * change that afterwards.
 */
@ApplicationModule(displayName = "Audit",
		allowedDependencies = { "kernel", "identity", "identity :: traces", "ui", "ui :: input" })
@NullMarked
package dev.postern.audit;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
