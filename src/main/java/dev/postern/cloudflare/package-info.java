/** A typed client of Cloudflare's API, its errors and the request budget. */
@ApplicationModule(displayName = "Cloudflare", allowedDependencies = { "kernel" })
@NullMarked
package dev.postern.cloudflare;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
