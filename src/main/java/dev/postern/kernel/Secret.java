package dev.postern.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A text that must not reach a log, a page or the database (I9); neither
 * {@link #toString()} nor JSON gives it away.
 */
public record Secret(String reveal) {

	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public Secret {
	}

	@Override
	@JsonValue
	public String toString() {
		return "***";
	}

}
