/**
 * The frame around every page: layout, navigation by role, problems in three sentences,
 * forms, paging. Pages of other modules take it by template name; nothing here knows what
 * a server is.
 */
@ApplicationModule(displayName = "User interface",
		allowedDependencies = { "kernel", "identity", "identity :: http", "identity :: tokens", "identity :: traces" })
@NullMarked
package dev.postern.ui;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
