/**
 * Says which link of the chain from a computer to a server is broken: looks at one after
 * the other, and no further than the first that is.
 */
@NullMarked
package dev.postern.connect.doctor;

import org.jspecify.annotations.NullMarked;
