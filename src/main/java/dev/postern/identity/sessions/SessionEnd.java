package dev.postern.identity.sessions;

import java.util.Locale;

/** Why a session may not go on. */
public enum SessionEnd {

	/** The person is locked, or has other roles or fewer groups by now. */
	ENDED,

	/** The person signed in too long ago. */
	EXPIRED;

	/** How the address of the sign-in page says it. */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
