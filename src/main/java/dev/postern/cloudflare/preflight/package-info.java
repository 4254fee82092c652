/** Checks what the account and the credentials lack, before the first write needs it. */
@NamedInterface("preflight")
@NullMarked
package dev.postern.cloudflare.preflight;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
