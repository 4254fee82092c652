/**
 * Evidence that a server was made reachable in the right order: protected before anything
 * led to it, and in the end without an open port. Computed from what Postern has stored.
 */
@NullMarked
package dev.postern.connect.evidence;

import org.jspecify.annotations.NullMarked;
