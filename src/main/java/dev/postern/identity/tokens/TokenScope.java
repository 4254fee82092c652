package dev.postern.identity.tokens;

/** What a personal token is good for. */
public enum TokenScope {

	/** Asks, changes nothing. */
	READ,

	/** Does whatever its person may do. */
	WRITE,

	/** Asks for the ssh config of its person, and for nothing else. */
	SSH_CONFIG

}
