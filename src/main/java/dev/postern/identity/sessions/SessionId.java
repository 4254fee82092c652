package dev.postern.identity.sessions;

import java.util.UUID;

/**
 * Names a session for those who look after it; whoever knows it is not signed in by it.
 */
public record SessionId(UUID value) {

	public static SessionId of(String text) {
		return new SessionId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}
