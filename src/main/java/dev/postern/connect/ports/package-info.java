/**
 * Whether port 22 of a server can be reached from the internet: tried on request, kept
 * with its time, and told to administrators until it is closed.
 */
@NullMarked
package dev.postern.connect.ports;

import org.jspecify.annotations.NullMarked;
