package dev.postern.connect.tools;

import java.util.Locale;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;

/**
 * The terminal that Cloudflare shows in a browser for applications of type {@code ssh}.
 * Whoever signs in there is, on the server, the user whose name stands in front of the
 * {@code @} of their address.
 *
 * @param user whom the server has to know for this person
 * @param usual whether that is the login user of the server, too
 */
public record BrowserTerminal(String address, String user, boolean usual) {

	static BrowserTerminal of(Hostname hostname, EmailAddress person, String loginUser) {
		String email = person.value();
		String user = email.substring(0, email.indexOf('@'));
		return new BrowserTerminal("https://%s/".formatted(hostname), user,
				user.equals(loginUser.toLowerCase(Locale.ROOT)));
	}

}
