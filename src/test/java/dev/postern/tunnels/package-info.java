@NullMarked
package dev.postern.tunnels;

import org.jspecify.annotations.NullMarked;
