/** Records what at Cloudflare is ours, before it is made and after (I4). */
@NullMarked
package dev.postern.reconcile.ledger;

import org.jspecify.annotations.NullMarked;
