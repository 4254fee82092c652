package dev.postern.cloudflare.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An entry of Cloudflare's login log of which it is not known for sure what happened.
 *
 * @param raw the whole entry
 * @param createdAt {@code null} when the entry gives no time that can be read
 */
public record UnreadableAccessRequest(JsonNode raw, Flaw flaw, @Nullable Instant createdAt) {

	/** Why an entry cannot be read. */
	public enum Flaw {

		/** It is no object with fields. */
		NO_OBJECT,

		/** Its time is absent, or is none. */
		NO_TIME,

		/**
		 * It says neither that somebody was let through nor that somebody was refused.
		 */
		NO_OUTCOME,

		/** A text, a number or the depth of it is beyond what a login can have. */
		TOO_LARGE

	}

}
