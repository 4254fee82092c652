/** Knows what ssh, cloudflared and Cloudflare say when somebody cannot connect. Pure. */
@NullMarked
package dev.postern.connect.errors;

import org.jspecify.annotations.NullMarked;
