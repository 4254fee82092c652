/**
 * Cloudflare's edge as somebody meets it who asks a public hostname, on the loopback
 * address.
 */
@NullMarked
package dev.postern.fake.front;

import org.jspecify.annotations.NullMarked;
