/** Finds what is wrong, risky or odd in policies before they are stored. Pure. */
@NamedInterface("lint")
@NullMarked
package dev.postern.rules.lint;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
