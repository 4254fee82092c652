package dev.postern.reconcile.plan;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.ZoneId;

/**
 * The DNS zone that a hostname lies in.
 *
 * @param zone the one that answers for the name now, which may have come in place of the
 * one that the server was registered in
 * @param name how people know it: its name, or its id where that is not told; where other
 * name servers have a part of it, the name of that part
 */
public record HostnameZone(ServerId server, ZoneId zone, String name, Condition condition, Treatment treatment) {

	/** A zone whose records are made, changed and removed as wanted. */
	public HostnameZone(ServerId server, ZoneId zone, String name, Condition condition) {
		this(server, zone, name, condition, Treatment.USUAL);
	}

	/** What becomes of a name in the zone. */
	public enum Condition {

		/** Cloudflare answers for its names. */
		SERVING,
		/**
		 * Cloudflare answers, but passes nothing through itself: no Access, no tunnel.
		 */
		PAUSED,
		/** Cloudflare waits until the domain's name servers lead to it. */
		PENDING,
		/** The domain's name servers lead away from Cloudflare. */
		MOVED,
		/** Somebody else answers for the names and has to lead each one here. */
		PARTIAL,
		/** Its records come from another server and cannot be made here. */
		SECONDARY,
		/** It leaves this part of its names to other name servers. */
		DELEGATED,
		/** Its records cannot be read. */
		UNREADABLE,
		/** Neither it nor another zone of its name can be found. */
		GONE

	}

	/** The same where the zone leaves a part of its names to other name servers. */
	public HostnameZone delegatedAt(Hostname part) {
		return (this.condition == Condition.SERVING)
				? new HostnameZone(this.server, this.zone, part.value(), Condition.DELEGATED, this.treatment) : this;
	}

	/** What becomes of our record at the name. */
	public enum Treatment {

		/** It is made, changed and removed as wanted. */
		USUAL,
		/** Cloudflare lets us read it, and not make, change or remove it. */
		READ_ONLY,
		/**
		 * It is not removed: it does not exist any more, or a person has said to forget
		 * it. Others may stand in its place.
		 */
		LET_GO

	}

	/** The same with our record treated in another way. */
	public HostnameZone treated(Treatment other) {
		return new HostnameZone(this.server, this.zone, this.name, this.condition, other);
	}

	/** Whether its records were read, all of them. */
	public boolean readable() {
		return switch (this.condition) {
			case SERVING, PAUSED, PENDING, MOVED, PARTIAL, SECONDARY, DELEGATED -> true;
			case UNREADABLE, GONE -> false;
		};
	}

}
