package dev.postern.connect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which kind of computer an ssh config is for. What its ssh does with the command that
 * leads to a server differs: a shell reads it, or Windows itself.
 */
public enum ClientSystem {

	/** Packages put cloudflared on the path. */
	LINUX(Shapes.POSIX),
	/**
	 * Homebrew lies elsewhere on Apple silicon than on Intel; on the path it is in both.
	 */
	MACOS(Shapes.POSIX),
	/** OpenSSH of Windows, which starts programs without a shell. */
	WINDOWS(Shapes.WINDOWS),
	/** Has an ssh and a sh of its own, but shares the user folder with Windows. */
	GIT_BASH(Shapes.GIT_BASH),
	/** A Linux of its own; the one of Windows can be started from there, too. */
	WSL(Shapes.POSIX);

	private final Pattern shape;

	ClientSystem(String shape) {
		this.shape = Pattern.compile(shape);
	}

	/**
	 * The system of a code, whatever its case; {@code unix} means Linux as it used to.
	 */
	public static Optional<ClientSystem> of(String code) {
		String wanted = code.strip().toLowerCase(Locale.ROOT);
		return wanted.equals("unix") ? Optional.of(LINUX)
				: Arrays.stream(values()).filter((system) -> system.code().equals(wanted)).findFirst();
	}

	/** What a browser says it runs on. */
	public static ClientSystem ofBrowser(String userAgent) {
		if (userAgent.contains("Windows")) {
			return WINDOWS;
		}
		return userAgent.contains("Macintosh") ? MACOS : LINUX;
	}

	/** How addresses and files name it, for example {@code git-bash}. */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Where installers put cloudflared, the usual place first. */
	public List<String> places() {
		return switch (this) {
			case LINUX -> List.of("cloudflared", "/usr/bin/cloudflared", "/usr/local/bin/cloudflared");
			case MACOS -> List.of("cloudflared", "/opt/homebrew/bin/cloudflared", "/usr/local/bin/cloudflared");
			case WINDOWS -> List.of("C:\\Program Files (x86)\\cloudflared\\cloudflared.exe",
					"C:\\Program Files\\cloudflared\\cloudflared.exe", "cloudflared.exe");
			case GIT_BASH -> List.of("C:/Program Files (x86)/cloudflared/cloudflared.exe",
					"C:/Program Files/cloudflared/cloudflared.exe", "cloudflared");
			case WSL -> List.of("cloudflared", "/usr/local/bin/cloudflared",
					"/mnt/c/Program Files (x86)/cloudflared/cloudflared.exe");
		};
	}

	public CloudflaredPath usualCloudflared() {
		return new CloudflaredPath(this, places().getFirst());
	}

	/** Whether people type commands for PowerShell and not for a shell of Unix. */
	public boolean powerShell() {
		return this == WINDOWS;
	}

	/** Whether its ssh can hold a connection open for those that follow. */
	public boolean sharesConnections() {
		return this != WINDOWS && this != GIT_BASH;
	}

	boolean takes(String cloudflared) {
		return this.shape.matcher(cloudflared).matches();
	}

	/**
	 * What a path may be: the name of a program on the path, or a whole path that means
	 * itself between double quotes, in a config, in a shell and for Windows.
	 */
	private static final class Shapes {

		/** Another program would be looked for in whatever folder ssh is started from. */
		private static final String NAME = "cloudflared(?:\\.exe)?";

		/** Two of them in front lead to another computer. */
		private static final String ON_THIS_COMPUTER = "(?!.*[\\\\/]{2})";

		private static final String REST = "[\\p{L}\\p{M}\\p{N} ._+@()/-]*(?<![ /])";

		static final String POSIX = NAME + "|" + ON_THIS_COMPUTER + "/" + REST;

		static final String GIT_BASH = NAME + "|" + ON_THIS_COMPUTER + "(?:[A-Za-z]:)?/" + REST;

		static final String WINDOWS = NAME + "|" + ON_THIS_COMPUTER
				+ "[A-Za-z]:[\\\\/][\\p{L}\\p{M}\\p{N} ._+@()\\\\/-]*(?<![ \\\\/])";

		private Shapes() {
		}

	}

}
