package dev.postern.connect.errors.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/**
 * What an output means that somebody pasted; nothing of the output is in it.
 *
 * @param code names the error; {@code null} when it is not known
 * @param what what happened
 * @param means what that means
 * @param todo what to do
 * @param command what to type for it; {@code null} for nothing
 * @param update why cloudflared has to be updated; {@code null} when it does not
 * @param updateCommand how; {@code null} when it does not have to be
 * @param whole whether all of the output was read, and not only its end
 * @param servers those of the reader that the output names
 */
record ErrorAnswer(@Nullable String code, String what, String means, String todo, @Nullable String command,
		@Nullable String update, @Nullable String updateCommand, boolean whole, List<NamedServer> servers) {

	/**
	 * A server that an output names, and where the doctor looks at it.
	 *
	 * @param certificates where short-lived certificates for it are looked after, where
	 * the error may be about them and the reader may see that; {@code null} otherwise
	 * @param hostKeys its keys, where the error is about them; {@code null} otherwise
	 */
	record NamedServer(ServerId id, String name, Hostname hostname, String doctor, @Nullable String certificates,
			@Nullable KnownKeys hostKeys) {
	}

	/**
	 * By which keys a server is known.
	 *
	 * @param changed whether others were pinned before
	 * @param fingerprints those of now; empty when none is pinned
	 * @param shown whether the output shows one of them
	 */
	record KnownKeys(Instant at, String by, boolean changed, List<String> fingerprints, Shown shown) {

		KnownKeys {
			fingerprints = List.copyOf(fingerprints);
		}

	}

	/** Which key an output shows. */
	enum Shown {

		PINNED, OTHER, NOT_SAID;

		/** How texts name it. */
		public String code() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
