package dev.postern.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;

/**
 * What Postern has stored of how a server came to stand at Cloudflare under a hostname.
 *
 * @param held what the ledger holds there for the server
 * @param made what runs that are kept have made or taken away there, the oldest first
 * @param arrivals when connectors were seen to have a rule of the server, the oldest
 * first
 * @param runsSince runs that ended before it are not kept
 */
public record ServerTrace(List<Held> held, List<Made> made, List<Arrival> arrivals, Instant runsSince) {

	public ServerTrace {
		held = List.copyOf(held);
		made = List.copyOf(made);
		arrivals = List.copyOf(arrivals);
	}

	/** What is needed for a hostname to be reached. */
	public enum Thing {

		APPLICATION, RULE, RECORD

	}

	/** What became of a thing. */
	public enum Act {

		/** It was not there before. */
		MADE,
		/** It stood and was changed. */
		CHANGED,
		/** It is there no more. */
		REMOVED

	}

	/**
	 * Something that stands, as far as Postern knows.
	 *
	 * @param id Cloudflare's; {@code null} for rules
	 * @param ownedAt when it was made or found
	 * @param seenAt when a read first showed it; {@code null} when none was noted
	 * @param missedAt since when reads do not show it any more; {@code null} when they do
	 */
	public record Held(Thing thing, TunnelId tunnel, @Nullable String id, Instant ownedAt, @Nullable Instant seenAt,
			@Nullable Instant missedAt) {
	}

	/**
	 * What a change of a run did.
	 *
	 * @param answered whether Cloudflare said so; where no answer came it may have been
	 * done
	 * @param version of the configuration that it wrote; {@code null} for none
	 */
	public record Made(Thing thing, Act act, boolean answered, TunnelId tunnel, UUID run, int seq, Instant startedAt,
			Instant endedAt, @Nullable Integer version) {
	}

	/** Connectors were seen to have a configuration that brought the server's rule. */
	public record Arrival(TunnelId tunnel, int version, Instant seenAt) {
	}

}
