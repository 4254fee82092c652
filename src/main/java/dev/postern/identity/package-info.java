/**
 * Who is there and what they may use: login, roles, people, personal tokens. Every
 * endpoint says with one of {@code @ForAdmins}, {@code @ForAuditors},
 * {@code @ForSignedIn}, {@code @ForPublic} who may use it; one that says nothing is
 * refused (I11).
 */
@ApplicationModule(displayName = "Identity", allowedDependencies = { "kernel" })
@NullMarked
package dev.postern.identity;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
