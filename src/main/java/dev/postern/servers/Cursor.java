package dev.postern.servers;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

/** The place in the list of servers, newest first, after which a part begins. */
record Cursor(Instant createdAt, UUID id) {

	private static final Cursor START = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

	static Cursor of(@Nullable String text) {
		if (text == null || text.isEmpty()) {
			return START;
		}
		try {
			String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
			Instant createdAt = Instant.parse(parts[0]);
			if (createdAt.isBefore(Instant.EPOCH) || createdAt.isAfter(START.createdAt)) {
				throw InvalidInput.of("cursor", text, "servers.error.cursor");
			}
			return new Cursor(createdAt, UUID.fromString(parts[parts.length - 1]));
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			throw InvalidInput.of("cursor", text, "servers.error.cursor");
		}
	}

	static Cursor after(Server server) {
		return new Cursor(server.createdAt(), server.id().value());
	}

	@Override
	public String toString() {
		byte[] text = (this.createdAt + " " + this.id).getBytes(StandardCharsets.UTF_8);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
	}

}
