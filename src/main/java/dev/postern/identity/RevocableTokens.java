package dev.postern.identity;

/** Ends all that programs can show in the name of a person. */
public interface RevocableTokens {

	/**
	 * Revokes the tokens of a person that work; they stay so.
	 * @return how many there were
	 */
	int revokeAll(PersonId owner);

}
