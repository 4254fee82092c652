package dev.postern.tunnels;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How a tunnel was when somebody last looked at it.
 *
 * @param appliedVersion the configuration of the connector that is furthest behind;
 * {@code null} when that is not known
 */
public record TunnelStanding(State state, Instant seenAt, @Nullable Integer appliedVersion) {

	/** Looks come every quarter of an hour, unless Cloudflare cannot be asked. */
	private static final Duration GOOD_FOR = Duration.ofHours(1);

	/**
	 * What it means for a rule.
	 * @param version the configuration that brought the rule; {@code null} when that is
	 * long ago
	 */
	Connection connection(@Nullable Integer version, Instant now) {
		return new Connection(switch (this.state) {
			case HEALTHY -> running(version, now, Connection.State.WORKS);
			case DEGRADED -> running(version, now, Connection.State.WEAK);
			case DOWN -> Connection.State.DOWN;
			case INACTIVE -> Connection.State.NEVER_RAN;
			case LOCAL_FILE -> Connection.State.FILE;
			case DELETED -> Connection.State.GONE;
			case UNKNOWN -> Connection.State.NOT_KNOWN;
		}, this.seenAt);
	}

	private Connection.State running(@Nullable Integer version, Instant now, Connection.State applied) {
		if (this.seenAt.plus(GOOD_FOR).isBefore(now)) {
			return Connection.State.STALE;
		}
		if (version == null) {
			return applied;
		}
		if (this.appliedVersion == null) {
			return Connection.State.RULE_NOT_KNOWN;
		}
		return (this.appliedVersion < version) ? Connection.State.BEHIND : applied;
	}

	/** What Cloudflare said of the tunnel, and where its rules are. */
	enum State {

		HEALTHY, DEGRADED, DOWN, INACTIVE, UNKNOWN, LOCAL_FILE, DELETED;

		static State of(KnownTunnel tunnel) {
			if (tunnel.deleted()) {
				return DELETED;
			}
			if (!tunnel.remotelyManaged()) {
				return LOCAL_FILE;
			}
			return switch (tunnel.status()) {
				case HEALTHY -> HEALTHY;
				case DEGRADED -> DEGRADED;
				case DOWN -> DOWN;
				case INACTIVE -> INACTIVE;
				case UNKNOWN -> UNKNOWN;
			};
		}

		boolean connected() {
			return this == HEALTHY || this == DEGRADED;
		}

	}

}
