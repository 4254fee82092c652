/** The requests and request bodies that changes send to Cloudflare. */
@NullMarked
package dev.postern.reconcile.payloads;

import org.jspecify.annotations.NullMarked;
