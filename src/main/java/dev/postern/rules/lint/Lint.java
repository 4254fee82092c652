package dev.postern.rules.lint;

/** Checks one policy for one kind of problem. */
interface Lint {

	void check(PolicyUnderReview review);

}
