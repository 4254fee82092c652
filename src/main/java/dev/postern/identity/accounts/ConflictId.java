package dev.postern.identity.accounts;

import java.util.UUID;

/** Names a conflict; Postern gives it out. */
public record ConflictId(UUID value) {

	public static ConflictId of(String text) {
		return new ConflictId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}
