package dev.postern.fake.access;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the login log.
 *
 * @param domain the hostname that was asked for; the application's id is looked up
 * @param connection the type of the identity provider
 * @param country more than the documented fields; left out when {@code null}
 * @param rayId made up when {@code null}
 * @param shownFrom when the log begins to show it; at once when {@code null}
 */
public record Login(String email, String domain, Instant at, boolean allowed, String action, String connection,
		String ip, @Nullable String country, @Nullable String rayId, @Nullable Instant shownFrom) {

	/** A login that was let in. */
	public static Login of(String email, String domain, Instant at) {
		return new Login(email, domain, at, true, "login", "onetimepin", "198.51.100.23", null, null, null);
	}

	public Login denied() {
		return new Login(this.email, this.domain, this.at, false, this.action, this.connection, this.ip, this.country,
				this.rayId, this.shownFrom);
	}

	public Login action(String name) {
		return new Login(this.email, this.domain, this.at, this.allowed, name, this.connection, this.ip, this.country,
				this.rayId, this.shownFrom);
	}

	public Login through(String provider) {
		return new Login(this.email, this.domain, this.at, this.allowed, this.action, provider, this.ip, this.country,
				this.rayId, this.shownFrom);
	}

	public Login from(String address) {
		return new Login(this.email, this.domain, this.at, this.allowed, this.action, this.connection, address,
				this.country, this.rayId, this.shownFrom);
	}

	public Login from(String address, String countryCode) {
		return new Login(this.email, this.domain, this.at, this.allowed, this.action, this.connection, address,
				countryCode, this.rayId, this.shownFrom);
	}

	public Login ray(String id) {
		return new Login(this.email, this.domain, this.at, this.allowed, this.action, this.connection, this.ip,
				this.country, id, this.shownFrom);
	}

	/** The log shows it only so long after it happened. */
	public Login shownAfter(Duration lateness) {
		return new Login(this.email, this.domain, this.at, this.allowed, this.action, this.connection, this.ip,
				this.country, this.rayId, this.at.plus(lateness));
	}

}
