package dev.postern.identity.web.api;

import org.springframework.security.core.AuthenticationException;

/** A token cannot be checked because its issuer does not tell its keys. */
class IssuerUnavailable extends AuthenticationException {

	private static final long serialVersionUID = 1L;

	IssuerUnavailable(Throwable cause) {
		super("the issuer of access tokens does not tell its keys", cause);
	}

}
