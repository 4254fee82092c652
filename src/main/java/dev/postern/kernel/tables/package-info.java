/** Tables that are read whole, and far more often than they change. */
@NullMarked
package dev.postern.kernel.tables;

import org.jspecify.annotations.NullMarked;
