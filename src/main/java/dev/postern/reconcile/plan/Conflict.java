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
		/** A foreign application decides about a part of the hostname. */
		APPLICATION_OVERLAPS,
		/** A foreign application lets everybody into a part of the hostname. */
		APPLICATION_OPENS,
		/** Cloudflare does not tell all of our application. */
		APPLICATION_UNREADABLE,
		/** A foreign DNS record stands at the hostname. */
		RECORD_TAKEN,
		/** Cloudflare does not tell all of a record at the hostname. */
		RECORD_UNREADABLE,
		/** A record that nobody sees may lead to what is not ours in the tunnel. */
		RECORD_MAY_LEAD,
		/** The same where Cloudflare does not tell the tunnel's rules. */
		RECORD_UNCERTAIN,
		/** A foreign ingress rule routes the hostname. */
		RULE_TAKEN,
		/** Cloudflare does not tell the tunnel's rules. */
		CONFIGURATION_UNREADABLE,
		/** The tunnel does not exist any more. */
		TUNNEL_DELETED,
		/** The tunnel reads its rules from a file on its own machine. */
		TUNNEL_NOT_MANAGED,
		/** No connector of the tunnel is in touch with Cloudflare. */
		CONNECTOR_DOWN,
		/** The records of the hostname's zone can't be read. */
		ZONE_UNREADABLE,
		/** The hostname's zone can't be found any more. */
		ZONE_GONE,
		/** The records of the hostname's zone can be read, and not be changed. */
		ZONE_READ_ONLY,
		/** The zone is paused, so Cloudflare passes nothing through itself. */
		ZONE_PAUSED,
		/** The domain does not lead to Cloudflare yet. */
		ZONE_PENDING,
		/** The domain does not lead to Cloudflare any more. */
		ZONE_MOVED,
		/** Another provider answers for the zone's names. */
		ZONE_PARTIAL,
		/** The zone's records come from another server. */
		ZONE_SECONDARY,
		/** The zone leaves this part of its names to other name servers. */
		ZONE_DELEGATED,
		/** Nobody could get in: no policy allows anybody. */
		NOBODY_ALLOWED;

		/** Whether it may pass by itself, so that it is tried again. */
		public boolean mayPass() {
			return switch (this) {
				case APPLICATION_UNREADABLE, RECORD_UNREADABLE, CONFIGURATION_UNREADABLE, ZONE_UNREADABLE, ZONE_GONE,
						ZONE_READ_ONLY ->
					true;
				case APPLICATION_TAKEN, APPLICATION_OVERLAPS, APPLICATION_OPENS, RECORD_TAKEN, RECORD_MAY_LEAD,
						RECORD_UNCERTAIN, RULE_TAKEN, TUNNEL_DELETED, TUNNEL_NOT_MANAGED, CONNECTOR_DOWN, ZONE_PAUSED,
						ZONE_PENDING, ZONE_MOVED, ZONE_PARTIAL, ZONE_SECONDARY, ZONE_DELEGATED, NOBODY_ALLOWED ->
					false;
			};
		}

		/** Whether a server that stands goes on as it is, and people are only told. */
		public boolean leavesReady() {
			return this == CONNECTOR_DOWN || this == ZONE_PARTIAL;
		}

	}

}
