/** Compares an ssh config that somebody has with what it would say today. */
@NullMarked
package dev.postern.connect.check;

import org.jspecify.annotations.NullMarked;
