/** How a connector is installed on each kind of host, as text. Pure. */
@NullMarked
package dev.postern.tunnels.install;

import org.jspecify.annotations.NullMarked;
