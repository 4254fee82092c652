/** The access-rule language of Cloudflare: policies, decisions, selectors. Pure. */
@ApplicationModule(displayName = "Rules", allowedDependencies = { "kernel" })
@NullMarked
package dev.postern.rules;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
