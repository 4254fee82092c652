package dev.postern.history;

import java.time.Instant;
import java.time.format.DateTimeParseException;

import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

/** A place in the list of logins: the last login before it. */
record Cursor(Instant at, long id) {

	private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

	static Cursor after(Login login) {
		return new Cursor(login.at(), login.id());
	}

	static Cursor read(@Nullable String text) {
		if (text == null || text.isEmpty()) {
			return new Cursor(END_OF_TIME, Long.MAX_VALUE);
		}
		int border = text.lastIndexOf('_');
		try {
			Instant at = Instant.parse(text.substring(0, Math.max(border, 0)));
			if (at.isBefore(Instant.EPOCH) || at.isAfter(END_OF_TIME)) {
				throw InvalidInput.of("cursor", text, "history.cursor.unknown");
			}
			return new Cursor(at, Long.parseLong(text.substring(border + 1)));
		}
		catch (DateTimeParseException | NumberFormatException _) {
			throw InvalidInput.of("cursor", text, "history.cursor.unknown");
		}
	}

	String write() {
		return this.at + "_" + this.id;
	}

}
