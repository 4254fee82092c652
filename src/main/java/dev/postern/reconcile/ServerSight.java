package dev.postern.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * What stands at Cloudflare for one server, as it is now.
 *
 * @param aud the audience tag of our application; {@code null} where there is none
 * @param teamDomain where people log in, for example {@code acme.cloudflareaccess.com};
 * {@code null} when Cloudflare does not tell
 * @param taker the hostname of the rule that takes the server's connections, as it is
 * written; empty for none and for a rule without one
 * @param configVersion the newest configuration of the tunnel; below 0 when it has none
 * that is known
 */
public record ServerSight(DnsState dns, AppState application, @Nullable String aud, @Nullable String teamDomain,
		RuleState rule, String taker, int configVersion) {

	/** The DNS record of the hostname. */
	public enum DnsState {

		/** Ours, and it leads to the tunnel through Cloudflare. */
		STANDS,
		/** Ours, and it leads past Cloudflare. */
		NOT_PROXIED,
		/** Ours, and it leads elsewhere. */
		ELSEWHERE,
		/** Somebody else's. */
		FOREIGN,
		/** None. */
		MISSING,
		/** Cloudflare does not tell. */
		NOT_KNOWN

	}

	/** The Access application in front of the hostname. */
	public enum AppState {

		/** Ours, and it guards. */
		STANDS,
		/** Ours, and it does not guard the hostname or lets nobody in. */
		UNGUARDED,
		/** Somebody else's. */
		FOREIGN,
		/** None. */
		MISSING,
		/** Cloudflare does not tell. */
		NOT_KNOWN

	}

	/** The rule of the tunnel that takes the connections to the hostname. */
	public enum RuleState {

		/** Ours, and it leads where it should. */
		OURS,
		/** Ours, and it leads elsewhere. */
		ELSEWHERE,
		/** Another one, which stands before ours. */
		TAKEN,
		/** Ours is not there. */
		MISSING,
		/** The tunnel reads its rules from a file on its own machine. */
		IN_FILE,
		/** The tunnel was deleted. */
		TUNNEL_GONE,
		/** Cloudflare does not tell. */
		NOT_KNOWN

	}

}
