/**
 * Sends the requests: credentials, time-outs, repeated reads, and errors told apart (I3,
 * I4).
 */
@NullMarked
package dev.postern.cloudflare.transport;

import org.jspecify.annotations.NullMarked;
