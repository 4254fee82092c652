package dev.postern.identity.web;

import java.util.Locale;

import dev.postern.kernel.EmailAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.AuthenticationException;

/** The identity provider let somebody in, Postern does not. */
public class SignInRefused extends AuthenticationException {

	private static final long serialVersionUID = 1L;

	private final Reason reason;

	private final transient @Nullable EmailAddress person;

	SignInRefused(Reason reason) {
		this(reason, null);
	}

	SignInRefused(Reason reason, @Nullable EmailAddress person) {
		super("sign-in refused: " + reason.code());
		this.reason = reason;
		this.person = person;
	}

	public Reason reason() {
		return this.reason;
	}

	/** Who it is, where the identity provider vouches for that. */
	@Nullable EmailAddress person() {
		return this.person;
	}

	/** Why somebody is not let in. */
	public enum Reason {

		NO_EMAIL, UNVERIFIED_EMAIL, NO_SUBJECT, LOCKED, CONFLICT,

		/** The audit cannot note the sign-in. */
		NOT_NOTED;

		public String code() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
