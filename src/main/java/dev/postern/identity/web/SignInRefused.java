package dev.postern.identity.web;

import java.util.Locale;

import org.springframework.security.core.AuthenticationException;

/** The identity provider let somebody in, Postern does not. */
public class SignInRefused extends AuthenticationException {

	private static final long serialVersionUID = 1L;

	private final Reason reason;

	SignInRefused(Reason reason) {
		super("sign-in refused: " + reason.code());
		this.reason = reason;
	}

	Reason reason() {
		return this.reason;
	}

	/** Why somebody is not let in. */
	enum Reason {

		NO_EMAIL, UNVERIFIED_EMAIL, NO_SUBJECT, LOCKED, CONFLICT;

		String code() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
