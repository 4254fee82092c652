/** Counts what is done a minute, per whoever does it. */
@NullMarked
package dev.postern.kernel.limits;

import org.jspecify.annotations.NullMarked;
