package dev.postern.connect.certificates;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.servers.hostkeys.HostKey;

/**
 * What a server itself needs to let people in by certificates: texts to be copied, and a
 * script that does it. Whoever is not listed is let in as nobody.
 */
public final class ServerSteps {

	/** How the script is called. */
	public static final String SCRIPT = "postern-certificates.sh";

	private static final String FOLDER = "/etc/ssh/postern/";

	private static final String TEMPLATE = template();

	/** A name as ssh configs take it, which names a file and means itself in a shell. */
	private static final Pattern USER = Pattern
		.compile("(?=.{1,128}$)(?:(?:NAME\\\\)?NAME\\$?|NAME@NAME)".replace("NAME", "[A-Za-z0-9_][A-Za-z0-9._+-]*"));

	private final ServerId server;

	private final String user;

	private final HostKey authority;

	private final Principals people;

	/**
	 * For a server.
	 * @param user as whom people log in
	 * @throws InvalidInput when the server has a login user that stands in no file of
	 * sshd
	 */
	public ServerSteps(ServerId server, String user, HostKey authority, Principals people) {
		if (!USER.matcher(user).matches()) {
			throw InvalidInput.of("loginUser", user, "connect.certificates.error.user");
		}
		this.server = server;
		this.user = user;
		this.authority = authority;
		this.people = people;
	}

	/** Where the key of the authority belongs. */
	public String authorityFile() {
		return FOLDER + "authority.pub";
	}

	public String authority() {
		return this.authority.stored();
	}

	/** Where those are listed who may log in as the user. */
	public String peopleFile() {
		return FOLDER + "people/" + this.user;
	}

	public String people() {
		return this.people.lines();
	}

	/** What sshd has to be told, above all that stands below a {@code Match}. */
	public String settings() {
		return """
				TrustedUserCAKeys %s
				AuthorizedPrincipalsFile %speople/%%u
				AuthorizedPrincipalsCommand none""".formatted(authorityFile(), FOLDER);
	}

	/** Does all of it, and takes it back. */
	public String script() {
		return TEMPLATE.replace("@SERVER@", this.server.toString())
			.replace("@USER@", this.user)
			.replace("@AUTHORITY@", authority())
			.replace("@PEOPLE@", people());
	}

	private static String template() {
		try (InputStream script = Objects.requireNonNull(
				ServerSteps.class.getResourceAsStream("/dev/postern/connect/certificates/postern-certificates.sh"))) {
			return new String(script.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
