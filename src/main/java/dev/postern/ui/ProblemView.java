package dev.postern.ui;

import org.jspecify.annotations.Nullable;

/**
 * A problem in three sentences.
 *
 * @param what what happened
 * @param means what it means for the people who are concerned
 * @param todo what to do
 * @param said Cloudflare's own words, for the fold below
 */
public record ProblemView(String what, String means, String todo, @Nullable String said) {
}
