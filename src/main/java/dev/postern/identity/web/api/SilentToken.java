package dev.postern.identity.web.api;

import dev.postern.identity.tokens.TokenSilent;

import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** Refuses a personal token whose owner can make it work again. */
class SilentToken extends InvalidBearerTokenException {

	private static final long serialVersionUID = 1L;

	SilentToken(TokenSilent cause) {
		super("the personal token is silent until its owner signs in to Postern in a browser", cause);
	}

}
