package dev.postern.connect;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where a computer has cloudflared. Takes only what its ssh, and what that hands the
 * command to, take for nothing but itself (I12).
 */
public record CloudflaredPath(ClientSystem system, String path) {

	private static final Pattern UNQUOTED = Pattern.compile("[A-Za-z0-9._/+@-]+");

	private static final int MAX_BYTES = 400;

	public CloudflaredPath {
		path = path.strip();
		if (!system.takes(path) || path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
			throw new IllegalArgumentException("not a path of cloudflared: '%s'".formatted(path));
		}
	}

	/** The command with which ssh reaches a server. */
	public String proxyCommand() {
		return quoted() + " access ssh --hostname %h";
	}

	/** As a shell of the system takes it for one word. */
	public String quoted() {
		return UNQUOTED.matcher(this.path).matches() ? this.path : '"' + this.path + '"';
	}

	@Override
	public String toString() {
		return this.path;
	}

}
