/** How long tests wait for a state. */
@NullMarked
package dev.postern.waiting;

import org.jspecify.annotations.NullMarked;
