package dev.postern.connect.errors;

import java.util.List;

/**
 * An error of which Postern can say what it means and what to do.
 *
 * @param code names its texts, {@code connect.pasted.<code>}
 * @param side who meets it
 * @param signs any of which tells it; none where people see it and no text says so
 */
public record KnownError(String code, Side side, List<Sign> signs) {

	public KnownError {
		signs = List.copyOf(signs);
	}

	static KnownError of(Side side, String code, Sign... signs) {
		return new KnownError(code, side, List.of(signs));
	}

	boolean isIn(ErrorText text) {
		return this.signs.stream().anyMatch((sign) -> sign.isIn(text));
	}

	/** Who meets an error. */
	public enum Side {

		/** Whoever connects. */
		CLIENT,
		/** Whoever runs the connector or the server. */
		CONNECTOR

	}

}
