package dev.postern.identity;

/** What a personal token is good for. */
public enum TokenScope {

	/** Asks, changes nothing. */
	READ,

	/** Does whatever its person may do. */
	WRITE

}
