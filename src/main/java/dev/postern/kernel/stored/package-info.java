/** What is done about things in the database that Postern did not write. */
@NullMarked
package dev.postern.kernel.stored;

import org.jspecify.annotations.NullMarked;
