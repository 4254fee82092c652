package dev.postern.servers.onboarding;

import java.time.Instant;
import java.util.Locale;

/** How the public ssh port of a server was when somebody last tried it. */
public record PortStanding(State state, Instant at) {

	boolean shut() {
		return this.state == State.SHUT;
	}

	/** What came of it. */
	public enum State {

		/** Nobody gets in past Cloudflare, as far as was seen. */
		SHUT,
		/** It takes connections from anywhere. */
		OPEN,
		/** It took none, which may not be the doing of the server. */
		DOUBTFUL;

		/** Names its texts. */
		String code() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
