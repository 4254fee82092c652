package dev.postern.servers.onboarding;

import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A step from a bare host to the first login and a closed port.
 *
 * @param text tells apart what is said of it while it is not done; empty for the usual
 * @param subject what the text names, for example the tunnel, or a number
 * @param path where the one thing is done that is to be done; {@code null} for nowhere in
 * Postern
 * @param at when it came to pass, where that is known
 */
record OnboardingStep(Kind kind, State state, String text, Object subject, @Nullable String path,
		@Nullable Instant at) {

	/** Names its texts. */
	public String code() {
		return this.kind.code();
	}

	/** The text that says what is, or what is to be done. */
	public String words() {
		return done() ? code() + ".done" : code() + ".todo" + variant();
	}

	/** The text that leads to where it is done. */
	public String button() {
		return code() + ".button" + variant();
	}

	private String variant() {
		return this.text.isEmpty() ? "" : "." + this.text;
	}

	public boolean done() {
		return this.state == State.DONE;
	}

	public boolean current() {
		return this.state == State.NOW;
	}

	/** In the order in which they are gone. */
	enum Kind {

		HOST, TUNNEL, CONNECTOR, SERVER, PEOPLE, LOGIN, PORT;

		String code() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** How far it is. */
	enum State {

		DONE, NOW, LATER;

		/** Names its text. */
		public String code() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
