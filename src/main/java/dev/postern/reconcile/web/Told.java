package dev.postern.reconcile.web;

import org.jspecify.annotations.Nullable;

/**
 * A problem in three sentences.
 *
 * @param what what happened
 * @param means what it means for the people who use the server
 * @param todo what to do
 * @param said Cloudflare's own words
 */
record Told(String what, String means, String todo, @Nullable String said) {
}
