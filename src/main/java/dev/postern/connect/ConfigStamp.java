package dev.postern.connect;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.kernel.ServerId;
import dev.postern.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The lines in which a config says for whom and from which state it was made, so that it
 * can be told later what has changed since.
 *
 * @param made the time, as ISO 8601 has it
 * @param state a hash of all that the config says, but not of when it was made
 * @param portal where it was downloaded
 */
public record ConfigStamp(String person, String made, String state, String system, String style, String portal) {

	private static final Pattern LINE = Pattern
		.compile("# Postern: for (.{1,400}), made ([0-9T:.Z-]{1,40}), state ([0-9a-f]{64}), system ([a-z-]{1,20}), "
				+ "style ([a-z-]{1,20}), from (\\S{1,400})");

	private static final Pattern SERVER = Pattern
		.compile("# Postern: server ([0-9a-f-]{36})(?:, application ([0-9a-f]{12}))?(?:, host keys ([0-9a-f]{12}))?"
				+ "(?:, certificates ([0-9a-f]{12}))?");

	private static final String LAST = "# Postern: end of state ";

	static String state(String person, ClientSystem system, ConfigStyle style, String portal, String hosts) {
		return state(person, system.code(), style.code(), portal, hosts);
	}

	/** The state that a text with these hosts should name. */
	public static String state(String person, String system, String style, String portal, String hosts) {
		return Sha256.of(String.join("\n", List.of(person, system, style, portal, hosts)));
	}

	/** Reads a line of a file; empty when it is no such line. */
	public static Optional<ConfigStamp> of(String line) {
		Matcher stamp = LINE.matcher(line);
		return stamp.matches() ? Optional.of(new ConfigStamp(stamp.group(1), stamp.group(2), stamp.group(3),
				stamp.group(4), stamp.group(5), stamp.group(6))) : Optional.empty();
	}

	/** Reads the line that stands over a server. */
	public static Optional<ServerStamp> server(String line) {
		Matcher stamp = SERVER.matcher(line);
		return stamp.matches() ? Optional
			.of(new ServerStamp(stamp.group(1), given(stamp.group(2)), given(stamp.group(3)), given(stamp.group(4))))
				: Optional.empty();
	}

	private static String given(@Nullable String group) {
		return Objects.requireNonNullElse(group, "");
	}

	/**
	 * The line that stands over a server.
	 * @param application tells the application; may be empty
	 * @param hostKeys tells the keys that are pinned; empty for none
	 * @param authority tells the authority that signs certificates; empty for none
	 */
	static String serverLine(ServerId server, String application, String hostKeys, String authority) {
		return "# Postern: server " + server + (application.isEmpty() ? "" : ", application " + application)
				+ (hostKeys.isEmpty() ? "" : ", host keys " + hostKeys)
				+ (authority.isEmpty() ? "" : ", certificates " + authority);
	}

	public static boolean isLastLine(String line) {
		return line.startsWith(LAST);
	}

	String line() {
		return "# Postern: for %s, made %s, state %s, system %s, style %s, from %s".formatted(this.person, this.made,
				this.state, this.system, this.style, this.portal);
	}

	/** Without it a file is not whole. */
	public String lastLine() {
		return LAST + this.state;
	}

	/**
	 * Which server a part of the file is of.
	 *
	 * @param server its id, as the file has it
	 * @param application empty when the file names none
	 * @param hostKeys tells which keys the file expects; empty when it expects none
	 * @param authority tells whose certificates the file fetches; empty for none
	 */
	public record ServerStamp(String server, String application, String hostKeys, String authority) {

		public static final ServerStamp NONE = new ServerStamp("", "", "", "");

	}

}
