package dev.postern.identity.tokens;

/** The token works again when its owner has signed in. */
public class TokenSilent extends RuntimeException {

	private static final long serialVersionUID = 1L;

	TokenSilent(TokenId id) {
		super("the owner of the token %s has not signed in for too long".formatted(id));
	}

}
