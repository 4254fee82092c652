package dev.postern.tryout;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The running application, seen from outside. */
public class Portal {

	private final ServletWebServerApplicationContext context;

	private final Map<DemoPerson, String> tokens = new ConcurrentHashMap<>();

	Portal(ServletWebServerApplicationContext context) {
		this.context = context;
	}

	static URI address(int port) {
		return URI.create("http://localhost:" + port);
	}

	public URI address() {
		return address(Objects.requireNonNull(this.context.getWebServer()).getPort());
	}

	/** A browser in which nobody is signed in. */
	public Browser anonymous() {
		return new Browser(address());
	}

	/** A browser in which somebody has just signed in. */
	public Browser as(DemoPerson person) {
		return Browser.signedIn(address(), person);
	}

	/** A caller of the API with an access token of somebody. */
	public Browser api(DemoPerson person) {
		return Browser.bearing(address(),
				this.tokens.computeIfAbsent(person, (key) -> DemoIdentityProvider.shared().accessToken(key)));
	}

}
