package dev.postern.kernel;

/**
 * A text that must not reach a log, a page or the database (I9); {@link #toString()} does
 * not give it away.
 */
public record Secret(String reveal) {

	@Override
	public String toString() {
		return "***";
	}

}
