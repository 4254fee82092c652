package dev.postern.machines.web;

import org.jspecify.annotations.Nullable;

/**
 * What happened, what it means, what to do.
 *
 * @param said Cloudflare's own words
 */
record Problem(String what, String means, String todo, @Nullable String said) {
}
