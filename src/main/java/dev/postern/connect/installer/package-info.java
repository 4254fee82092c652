/** Scripts that put an ssh config in its place on a person's computer. */
@NullMarked
package dev.postern.connect.installer;

import org.jspecify.annotations.NullMarked;
