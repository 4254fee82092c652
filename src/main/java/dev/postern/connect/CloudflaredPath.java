package dev.postern.connect;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a computer has cloudflared. Takes only what its ssh, and what that hands the
 * command to, take for nothing but itself (I12).
 */
public record CloudflaredPath(ClientSystem system, String path) {

	/** Where the cloudflared of Windows would keep certificates out of reach. */
	private static final String WINDOWS_FROM_WSL = "/mnt/";

	/** What cmd.exe takes for the name of a program and nothing else. */
	private static final Pattern PLAIN_ON_WINDOWS = Pattern.compile("[A-Za-z0-9._\\\\:-]+");

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

	/**
	 * The command that fetches a certificate, as it stands between double quotes behind
	 * {@code exec}: older releases of ssh know no way to write another one in there. A
	 * shell reads it, cmd.exe on Windows, where {@code cd} takes a folder with blanks as
	 * it is.
	 * @return empty where ssh could not find what the command leaves behind, or cmd.exe
	 * would start another program
	 */
	public Optional<String> certificateCommand() {
		if (this.system == ClientSystem.WSL && this.path.startsWith(WINDOWS_FROM_WSL)) {
			return Optional.empty();
		}
		return ((this.system == ClientSystem.WINDOWS) ? forCmd() : Optional.of(forSh()))
			.map((program) -> program + " access ssh-gen --hostname %h");
	}

	private String forSh() {
		return UNQUOTED.matcher(this.path).matches() ? this.path : "'" + this.path + "'";
	}

	private Optional<String> forCmd() {
		String windows = this.path.replace('/', '\\');
		if (PLAIN_ON_WINDOWS.matcher(windows).matches()) {
			return Optional.of(windows);
		}
		int folder = windows.lastIndexOf('\\') + 1;
		String name = windows.substring(folder);
		return PLAIN_ON_WINDOWS.matcher(name).matches()
				? Optional.of("cd /d %s&&.\\%s".formatted(windows.substring(0, folder), name)) : Optional.empty();
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
