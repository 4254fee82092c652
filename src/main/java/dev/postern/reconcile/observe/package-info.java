/**
 * Reads what stands at Cloudflare and says which of it is ours; complete or an exception
 * (I3).
 */
@NullMarked
package dev.postern.reconcile.observe;

import org.jspecify.annotations.NullMarked;
