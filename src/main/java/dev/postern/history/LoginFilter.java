package dev.postern.history;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which logins are wanted; {@code null} leaves a side open.
 *
 * @param from the first moment
 * @param to the first moment after the end
 * @param person a part of the person's address
 * @param server a server's id, or a part of a server's or application's name
 * @param address an IP address or a range of them, as {@code 198.51.100.0/24}
 * @param country two letters
 */
public record LoginFilter(@Nullable Instant from, @Nullable Instant to, @Nullable String person,
		@Nullable String server, @Nullable Outcome outcome, @Nullable String address, @Nullable String country) {

	public static final LoginFilter EVERYTHING = new LoginFilter(null, null, null, null, null, null, null);

	/** The same, in another time. */
	public LoginFilter between(@Nullable Instant from, @Nullable Instant to) {
		return new LoginFilter(from, to, this.person, this.server, this.outcome, this.address, this.country);
	}

	/** What became of a login. */
	public enum Outcome {

		ALLOWED, REFUSED,

		/** Let through although no policy of Postern lets the person in. */
		UNEXPLAINED,

		/** For an application that Postern does not manage. */
		FOREIGN

	}

}
