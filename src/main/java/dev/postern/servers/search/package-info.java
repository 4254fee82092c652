/** Finds servers, and servers by whom their policies name. */
@NullMarked
package dev.postern.servers.search;

import org.jspecify.annotations.NullMarked;
