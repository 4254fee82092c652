package dev.postern.identity.tokens;

import java.util.UUID;

/** Names a personal token; it is no secret. */
public record TokenId(UUID value) {

	public static TokenId of(String text) {
		return new TokenId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}
