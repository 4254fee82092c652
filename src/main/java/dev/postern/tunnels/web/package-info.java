/** Pages and API of the tunnels. */
@NullMarked
package dev.postern.tunnels.web;

import org.jspecify.annotations.NullMarked;
