/** Checks of single values that somebody entered for a server. */
@NullMarked
package dev.postern.servers.checks;

import org.jspecify.annotations.NullMarked;
