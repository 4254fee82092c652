package dev.postern.identity.tokens;

import org.springframework.security.access.AccessDeniedException;

/** The token is good, but not for this. */
public class OutOfScope extends AccessDeniedException {

	private static final long serialVersionUID = 1L;

	private final String code;

	/**
	 * Refuses a request.
	 * @param code the key of the text that says what the token is good for
	 */
	public OutOfScope(String code) {
		super("the scope of the token does not admit the request");
		this.code = code;
	}

	public String code() {
		return this.code;
	}

}
