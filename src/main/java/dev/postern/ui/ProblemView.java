package dev.postern.ui;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * A problem in three sentences.
 *
 * @param what what happened
 * @param means what it means for the people who are concerned
 * @param todo what to do
 * @param said Cloudflare's own words, for the fold below
 * @param documentation the page of Cloudflare's that explains them
 */
public record ProblemView(String what, String means, String todo, @Nullable String said, @Nullable URI documentation) {

	/** The same with the page of Cloudflare's that explains its words. */
	public ProblemView documentedAt(@Nullable URI page) {
		return new ProblemView(this.what, this.means, this.todo, this.said, page);
	}

}
