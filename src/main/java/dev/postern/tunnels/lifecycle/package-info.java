/**
 * Makes tunnels, tells and rotates their tokens, and removes those that nothing uses.
 * Tokens pass through and rest nowhere (I9).
 */
@NamedInterface("lifecycle")
@NullMarked
package dev.postern.tunnels.lifecycle;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
