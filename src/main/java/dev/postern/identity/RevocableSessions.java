package dev.postern.identity;

/** Ends the browser sessions of a person. */
public interface RevocableSessions {

	/**
	 * Ends the sessions of a person from the next request on.
	 * @return how many there were
	 */
	int endAll(PersonId person);

}
