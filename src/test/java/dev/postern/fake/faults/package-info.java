/**
 * What goes wrong with calls when a test wants it.
 */
@NullMarked
package dev.postern.fake.faults;

import org.jspecify.annotations.NullMarked;
