/** Makes the planned changes at Cloudflare, one writer at a time (I6). */
@NullMarked
package dev.postern.reconcile.apply;

import org.jspecify.annotations.NullMarked;
