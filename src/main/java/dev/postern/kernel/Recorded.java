package dev.postern.kernel;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A change of state, published inside the transaction that makes it; the audit listens
 * and writes its entry in that same transaction (I10).
 *
 * @param action what was done, as {@code <noun>.<verb in past tense>}, for example
 * {@code server.registered}
 * @param before the state before it; {@code null} for something new
 * @param after the state after it; {@code null} for something removed
 */
public record Recorded(Actor actor, String action, Subject subject, @Nullable JsonNode before,
		@Nullable JsonNode after) {

	/**
	 * What was changed.
	 *
	 * @param kind for example {@code server}, {@code person}, {@code tunnel}
	 * @param name how people call it
	 */
	public record Subject(String kind, String id, String name) {
	}

}
