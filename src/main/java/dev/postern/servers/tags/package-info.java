/** Free labels of servers, which only Postern keeps. */
@NullMarked
package dev.postern.servers.tags;

import org.jspecify.annotations.NullMarked;
