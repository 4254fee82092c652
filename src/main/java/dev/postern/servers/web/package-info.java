/** Pages and API of the server registry. */
@NullMarked
package dev.postern.servers.web;

import org.jspecify.annotations.NullMarked;
