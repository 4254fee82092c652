/**
 * What happened, and whether Postern kept its promises: the journal of the calls and the
 * watch over the invariants.
 */
@NullMarked
package dev.postern.fake.watch;

import org.jspecify.annotations.NullMarked;
