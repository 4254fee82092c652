/** Lists that people have sorted by a column, in parts. */
@NullMarked
package dev.postern.kernel.lists;

import org.jspecify.annotations.NullMarked;
