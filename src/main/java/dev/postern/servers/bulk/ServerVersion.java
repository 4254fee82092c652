package dev.postern.servers.bulk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;

/** A server as somebody has seen it. */
public record ServerVersion(ServerId id, long version) {

	private static final Pattern TEXT = Pattern.compile("([0-9a-fA-F-]{36}):(\\d{1,18})");

	public static ServerVersion of(Server server) {
		return new ServerVersion(server.id(), server.version());
	}

	/**
	 * Reads what {@link #toString()} wrote.
	 * @throws IllegalArgumentException when it is nothing of the kind
	 */
	public static ServerVersion of(String text) {
		Matcher parts = TEXT.matcher(text);
		if (!parts.matches()) {
			throw new IllegalArgumentException("not a server and its version: '%s'".formatted(text));
		}
		return new ServerVersion(ServerId.of(parts.group(1)), Long.parseLong(parts.group(2)));
	}

	@Override
	public String toString() {
		return this.id + ":" + this.version;
	}

}
