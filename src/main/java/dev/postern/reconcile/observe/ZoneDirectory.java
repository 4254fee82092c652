package dev.postern.reconcile.observe;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.postern.cloudflare.model.Zone;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.ZoneId;
import dev.postern.reconcile.plan.HostnameZone;
import dev.postern.reconcile.plan.HostnameZone.Condition;

/**
 * The zones that Cloudflare lists, and by which names those were known that it lists no
 * more. A domain that leaves an account and comes back is a new zone of the same name.
 *
 * @param listed those that the token may see; a zone that lacks may exist (I3)
 * @param names by id, also of zones that are not listed now
 */
record ZoneDirectory(List<Zone> listed, Map<ZoneId, Hostname> names) {

	ZoneDirectory {
		listed = List.copyOf(listed);
		Map<ZoneId, Hostname> known = new HashMap<>(names);
		listed.forEach((zone) -> known.put(zone.id(), zone.name()));
		names = Map.copyOf(known);
	}

	/**
	 * The zone that answers for a hostname now: the one that it was put into, or what
	 * came in its place.
	 */
	ZoneId answering(Hostname hostname, ZoneId registered) {
		return successor(hostname, registered).map(Zone::id).orElse(registered);
	}

	/** The zone of the same name that came in place of one that is not listed. */
	Optional<Zone> successor(Hostname hostname, ZoneId registered) {
		if (find(registered).isPresent()) {
			return Optional.empty();
		}
		Hostname name = this.names.get(registered);
		return this.listed.stream()
			.filter((zone) -> (name != null) ? zone.name().equals(name)
					: hostname.isIn(zone.name()) && hostname.labelsBelow(zone.name()) == 1)
			.findFirst();
	}

	HostnameZone zoneOf(ServerId server, Hostname hostname, ZoneId registered, boolean read) {
		ZoneId zone = answering(hostname, registered);
		String name = Optional.ofNullable(this.names.get(zone)).map(Hostname::value).orElse(zone.value());
		return new HostnameZone(server, zone, name, condition(zone, read));
	}

	/**
	 * The part of a zone that a hostname lies in and that the zone leaves to other name
	 * servers; the widest of several counts. Its own name servers take nothing from it.
	 * @param names where the zone has records of name servers
	 */
	Optional<Hostname> delegation(Hostname hostname, ZoneId zone, List<Hostname> names) {
		Hostname itself = this.names.get(zone);
		return names.stream()
			.filter((part) -> itself != null && part.isBelow(itself.value()) && hostname.isBelow(part.value()))
			.min(Comparator.comparingInt((part) -> part.value().length()));
	}

	private Condition condition(ZoneId id, boolean read) {
		Optional<Zone> zone = find(id);
		if (!read) {
			return zone.isPresent() ? Condition.UNREADABLE : Condition.GONE;
		}
		return zone.map(ZoneDirectory::condition).orElse(Condition.SERVING);
	}

	private static Condition condition(Zone zone) {
		return switch (zone.status()) {
			case "initializing", "pending" -> Condition.PENDING;
			case "moved" -> Condition.MOVED;
			default -> zone.paused() ? Condition.PAUSED : ofType(zone.type());
		};
	}

	private static Condition ofType(String type) {
		return switch (type) {
			case "partial" -> Condition.PARTIAL;
			case "secondary" -> Condition.SECONDARY;
			default -> Condition.SERVING;
		};
	}

	/** Names that differ from those that were known, or were not known. */
	Map<ZoneId, Hostname> changedSince(Map<ZoneId, Hostname> known) {
		Map<ZoneId, Hostname> changed = new HashMap<>(this.names);
		changed.entrySet().removeAll(known.entrySet());
		return changed;
	}

	boolean lists(ZoneId id) {
		return find(id).isPresent();
	}

	private Optional<Zone> find(ZoneId id) {
		return this.listed.stream().filter((zone) -> zone.id().equals(id)).findFirst();
	}

}
