/** Leads from a bare host to the first login, by what there is already. */
@NamedInterface("onboarding")
@NullMarked
package dev.postern.servers.onboarding;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
