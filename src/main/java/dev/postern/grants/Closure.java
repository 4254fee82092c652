package dev.postern.grants;

/** Why a grant came to its end, each with a text {@code grants.closure.<name>}. */
public enum Closure {

	/** Somebody who decides said no. */
	SAID_NO,

	/** Nobody decided in time. */
	UNDECIDED,

	/** The person did not want it any more. */
	BY_PERSON,

	/** Somebody who approves for the server ended it. */
	BY_APPROVER,

	/** An administrator ended it. */
	BY_ADMIN,

	/** Its time was over. */
	TIME,

	/** Its time was over before it could begin. */
	NEVER_BEGAN,

	/** The person is kept out of the portal. */
	PERSON_LOCKED,

	/** The terms do not let the person ask any more. */
	NOT_ELIGIBLE,

	/** A policy of the server denies the person. */
	DENIED,

	/** The server is being removed, or was. */
	SERVER_GONE,

	/** Postern only looks and changes nothing. */
	OBSERVED_ONLY,

	/** What it was to extend ended early. */
	EXTENDED_ENDED

}
