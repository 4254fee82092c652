package dev.postern.kernel;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that the audit notes: a change of state, published inside the transaction
 * that makes it, or an access, in a transaction of its own; the audit listens and writes
 * its entry in that same transaction (I10).
 *
 * @param action what was done, as {@code <noun>.<verb in past tense>}, for example
 * {@code server.registered}
 * @param before the state before it; {@code null} for something new
 * @param after the state after it; {@code null} for something removed
 */
public record Recorded(Actor actor, String action, Subject subject, @Nullable JsonNode before,
		@Nullable JsonNode after) {

	/**
	 * What was changed or given, or who came.
	 *
	 * @param kind for example {@code server}, {@code person}, {@code tunnel}
	 * @param name how people call it
	 */
	public record Subject(String kind, String id, String name) {
	}

}
