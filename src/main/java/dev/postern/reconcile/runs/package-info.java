/** Stores runs with their changes and problems while they go on, and reads them back. */
@NullMarked
package dev.postern.reconcile.runs;

import org.jspecify.annotations.NullMarked;
