/** What Postern needs around itself to be tried out and tested, without a container. */
@NullMarked
package dev.postern.tryout;

import org.jspecify.annotations.NullMarked;
