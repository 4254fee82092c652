package dev.postern.history.search;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which logins are wanted.
 *
 * @param from the first moment; {@code null} leaves the side open
 * @param to the first moment after the end; {@code null} leaves the side open
 * @param countries in capitals; empty for those that are not known
 * @param providers how people signed in, in small letters; empty where that is not known
 * @param addresses ranges of IP addresses, as {@code 198.51.100.0/24}; empty where none
 * is known
 */
public record LoginFilter(@Nullable Instant from, @Nullable Instant to, Terms<ServerTerm> servers,
		Terms<PersonTerm> people, Terms<String> countries, Terms<String> providers, Terms<String> addresses,
		Terms<Outcome> outcomes) {

	public static final LoginFilter EVERYTHING = new LoginFilter(null, null, Terms.open(), Terms.open(), Terms.open(),
			Terms.open(), Terms.open(), Terms.open());

	/** Since a moment, with one outcome. */
	public static LoginFilter since(Instant from, Outcome outcome) {
		return new LoginFilter(from, null, Terms.open(), Terms.open(), Terms.open(), Terms.open(), Terms.open(),
				Terms.is(outcome));
	}

	/** What became of a login. */
	public enum Outcome {

		ALLOWED, REFUSED,

		/** Let through although no policy of Postern lets the person in. */
		UNEXPLAINED,

		/** For an application that was no server of Postern's then. */
		FOREIGN

	}

}
