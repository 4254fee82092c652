/**
 * The heart: what has to change so that Cloudflare is as it should be. Pure; values in,
 * values out.
 */
@NullMarked
package dev.postern.reconcile.plan;

import org.jspecify.annotations.NullMarked;
