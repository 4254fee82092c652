package dev.postern.rules.lint;

/** Looks for one kind of thing in one policy. */
interface Lint {

	void check(PolicyUnderReview review);

}
