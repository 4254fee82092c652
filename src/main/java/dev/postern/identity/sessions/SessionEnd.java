package dev.postern.identity.sessions;

/** Why a session may not go on. */
public enum SessionEnd {

	/**
	 * The person is locked, or has another address, other roles or fewer groups by now.
	 */
	OUTDATED("ended"),

	/** The person signed in too long ago. */
	EXPIRED("expired");

	private final String code;

	SessionEnd(String code) {
		this.code = code;
	}

	/** How the address of the sign-in page says it. */
	public String code() {
		return this.code;
	}

}
