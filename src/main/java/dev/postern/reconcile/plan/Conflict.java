package dev.postern.reconcile.plan;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;

/**
 * Something foreign in the way of a server; a person decides, Postern does not.
 *
 * @param found what stands there, in short
 */
public record Conflict(ServerId server, Hostname hostname, Kind kind, String found) {

	/** What is in the way. */
	public enum Kind {

		/** A foreign Access application protects the hostname. */
		APPLICATION_TAKEN,
		/** A foreign DNS record stands at the hostname. */
		RECORD_TAKEN,
		/** A foreign ingress rule routes the hostname. */
		RULE_TAKEN,
		/** The tunnel does not exist any more. */
		TUNNEL_DELETED,
		/** The records of the hostname's zone can't be read. */
		ZONE_UNREADABLE,
		/** Nobody could get in: no policy allows anybody. */
		NOBODY_ALLOWED

	}

}
