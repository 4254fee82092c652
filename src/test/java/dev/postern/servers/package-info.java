@NullMarked
package dev.postern.servers;

import org.jspecify.annotations.NullMarked;
