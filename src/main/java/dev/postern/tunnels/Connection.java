package dev.postern.tunnels;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Whether people get through a tunnel to what a rule of it leads to, as was last seen.
 *
 * @param seenAt when that was; {@code null} when nobody has looked yet
 */
public record Connection(State state, @Nullable Instant seenAt) {

	private static final Set<State> CUT_OFF = EnumSet.of(State.BEHIND, State.DOWN, State.NEVER_RAN, State.GONE);

	private static final Set<State> RUNNING = EnumSet.of(State.WORKS, State.WEAK, State.BEHIND, State.RULE_NOT_KNOWN);

	/** Whether all was seen to be in order. */
	public boolean works() {
		return this.state == State.WORKS;
	}

	/** Whether nobody can connect, as far as is known. */
	public boolean cutOff() {
		return CUT_OFF.contains(this.state);
	}

	/** Whether connectors were seen to run. */
	public boolean running() {
		return RUNNING.contains(this.state);
	}

	/** Names its texts. */
	public String code() {
		return this.state.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** What was seen. */
	public enum State {

		/** Connectors run, and all of them have the rule. */
		WORKS,
		/** The same, but connections of a connector to Cloudflare are lost. */
		WEAK,
		/** Connectors run, and one of them does not have the rule yet. */
		BEHIND,
		/** No connector runs any more. */
		DOWN,
		/** No connector ever ran. */
		NEVER_RAN,
		/** The tunnel was deleted. */
		GONE,
		/** The tunnel reads its rules from a file on its own machine. */
		FILE,
		/** Connectors run, and it is not known which rules they have. */
		RULE_NOT_KNOWN,
		/** Connectors ran a while ago, and nobody could look since. */
		STALE,
		/**
		 * Nobody has looked yet, or Cloudflare says something that Postern does not know.
		 */
		NOT_KNOWN

	}

}
