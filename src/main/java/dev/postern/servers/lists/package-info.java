/** The list of servers: sorted by any column, counted, in parts. */
@NullMarked
package dev.postern.servers.lists;

import org.jspecify.annotations.NullMarked;
