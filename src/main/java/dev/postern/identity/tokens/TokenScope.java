package dev.postern.identity.tokens;

/** What a personal token is good for. */
public enum TokenScope {

	/** Asks, changes nothing. */
	READ,

	/** Does whatever its person may do. */
	WRITE

}
