package dev.postern.reconcile;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

/** The place in the list of runs, newest first, after which a part begins. */
record RunCursor(Instant startedAt, UUID id) {

	private static final RunCursor START = new RunCursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

	static RunCursor of(@Nullable String text) {
		if (text == null || text.isEmpty()) {
			return START;
		}
		try {
			int joint = text.indexOf('_');
			Instant startedAt = Instant.parse(text.substring(0, Math.max(0, joint)));
			if (startedAt.isBefore(Instant.EPOCH) || startedAt.isAfter(START.startedAt)) {
				throw InvalidInput.of("cursor", text, "reconcile.error.cursor");
			}
			return new RunCursor(startedAt, UUID.fromString(text.substring(joint + 1)));
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			throw InvalidInput.of("cursor", text, "reconcile.error.cursor");
		}
	}

	static RunCursor after(Run run) {
		return new RunCursor(run.startedAt(), run.id());
	}

	@Override
	public String toString() {
		return this.startedAt + "_" + this.id;
	}

}
