package dev.postern.connect.doctor;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import dev.postern.kernel.Hostname;

/**
 * Where an answer leads on, as much of it as may be told: neither the query, which holds
 * a token, nor what no hostname looks like.
 *
 * @param secure whether by https
 * @param host in lower case; empty when it has none that can be told
 * @param kid the audience tag of the application that asks; empty for none
 */
record LoginRedirect(boolean secure, String host, String path, String kid) {

	private static final String LOGIN = "/cdn-cgi/access/login/";

	private static final String KID = "kid=";

	static LoginRedirect of(String location) {
		try {
			URI uri = new URI(location);
			String host = Optional.ofNullable(uri.getHost())
				.flatMap(Hostname::inAnySpelling)
				.map(Hostname::value)
				.orElse("");
			return new LoginRedirect("https".equalsIgnoreCase(uri.getScheme()), host,
					Optional.ofNullable(uri.getRawPath()).orElse(""), kid(uri));
		}
		catch (URISyntaxException ex) {
			return new LoginRedirect(false, "", "", "");
		}
	}

	private static String kid(URI uri) {
		return Optional.ofNullable(uri.getRawQuery())
			.stream()
			.flatMap((query) -> Arrays.stream(query.split("&")))
			.filter((parameter) -> parameter.startsWith(KID))
			.map((parameter) -> parameter.substring(KID.length()))
			.findFirst()
			.orElse("");
	}

	boolean isLogin() {
		return this.secure && this.path.startsWith(LOGIN);
	}

	boolean isOfTeam(String teamDomain) {
		return this.host.equals(teamDomain.toLowerCase(Locale.ROOT));
	}

	/** Whether it asks for an application; without its tag, for one at the hostname. */
	boolean isFor(String aud, Hostname hostname) {
		return this.kid.isEmpty() ? this.path.equalsIgnoreCase(LOGIN + hostname.value()) : this.kid.equals(aud);
	}

}
