package dev.postern.connect.doctor;

import org.jspecify.annotations.Nullable;

/** What came of a question to a server's public hostname. */
sealed interface EdgeAnswer {

	/**
	 * Something answered.
	 *
	 * @param byCloudflare whether the answer carries Cloudflare's mark
	 * @param redirect where it leads on; {@code null} for nowhere
	 * @param error the number of Cloudflare's error, for example 1033; {@code null} for
	 * none
	 */
	record Answered(int status, boolean byCloudflare, @Nullable LoginRedirect redirect,
			@Nullable Integer error) implements EdgeAnswer {
	}

	/** The hostname has no address. */
	record NoSuchHost() implements EdgeAnswer {
	}

	/** The hostname leads to an address that is not on the public internet. */
	record NotPublic() implements EdgeAnswer {
	}

	/** DNS did not answer in time. */
	record LookupLate() implements EdgeAnswer {
	}

	/**
	 * The portal reaches nothing of Cloudflare's edge, so that it cannot tell how others
	 * fare.
	 */
	record NoWayOut() implements EdgeAnswer {
	}

	/** Nothing that could be read came back. */
	record Silent(Reason reason) implements EdgeAnswer {
	}

	/** Why nothing came back. */
	enum Reason {

		TIMEOUT, REFUSED, TLS, NOT_HTTP

	}

}
