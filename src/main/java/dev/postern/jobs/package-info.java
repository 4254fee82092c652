/** Durable jobs: what must happen although a process may die. */
@ApplicationModule(displayName = "Jobs", allowedDependencies = { "kernel" })
@NullMarked
package dev.postern.jobs;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
