package dev.postern.reconcile.plan;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.rules.Policy;
import tools.jackson.databind.JsonNode;

/**
 * What stands at Cloudflare, as far as it touches one tunnel's hostnames: complete but
 * for zones that it does not let us read.
 *
 * @param applications those that concern a hostname that is wanted or ours
 * @param records those at such a hostname, of every type
 * @param ownedRules the hostnames that we have written a rule for in this tunnel
 * @param zones the zone of each such hostname, as far as it has one
 * @param awaited what was just made and does not have its full effect yet
 */
public record ObservedState(TunnelId tunnel, Ingress ingress, List<ObservedApp> applications,
		List<ObservedRecord> records, SortedMap<Hostname, OwnedRule> ownedRules,
		SortedMap<Hostname, HostnameZone> zones, Awaited awaited, Link link) {

	public ObservedState {
		applications = List.copyOf(applications);
		records = List.copyOf(records);
		ownedRules = Collections.unmodifiableSortedMap(new TreeMap<>(ownedRules));
		zones = Collections.unmodifiableSortedMap(new TreeMap<>(zones));
	}

	/**
	 * What was just made and does not have its full effect yet.
	 *
	 * @param applications hostnames whose application was given an id and is not shown
	 * yet: reads lag behind writes
	 * @param records the same of records
	 * @param enforcement hostnames whose application may not be asked everywhere yet, and
	 * until when
	 * @param unrouting hostnames whose rule is gone, and until when connectors may still
	 * know it
	 */
	public record Awaited(Set<Hostname> applications, Set<Hostname> records, Map<Hostname, Instant> enforcement,
			Map<Hostname, Instant> unrouting) {

		public static final Awaited NOTHING = new Awaited(Set.of(), Set.of(), Map.of(), Map.of());

		public Awaited {
			applications = Set.copyOf(applications);
			records = Set.copyOf(records);
			enforcement = Map.copyOf(enforcement);
			unrouting = Map.copyOf(unrouting);
		}

		boolean concerns(Hostname hostname) {
			return this.applications.contains(hostname) || this.records.contains(hostname);
		}

	}

	/** Whether the tunnel's connectors are in touch with Cloudflare. */
	public enum Link {

		CONNECTED, DISCONNECTED, NOT_KNOWN

	}

	/** What the applications of servers say of who gets in, as far as that is told. */
	public Map<ServerId, List<Policy>> policies() {
		Map<ServerId, List<Policy>> policies = new TreeMap<>();
		for (ObservedApp app : this.applications) {
			ServerId server = app.server();
			if (app.ownership() == Ownership.OURS && server != null && app.tellsPolicies()) {
				policies.merge(server, app.spec().policies(),
						(one, other) -> Stream.concat(one.stream(), other.stream()).toList());
			}
		}
		return policies;
	}

	/** Whether all records at the hostname are known. */
	public boolean knowsRecordsAt(Hostname hostname) {
		HostnameZone zone = this.zones.get(hostname);
		return zone == null || zone.readable();
	}

	/** The same with other applications. */
	public ObservedState with(List<ObservedApp> others) {
		return new ObservedState(this.tunnel, this.ingress, others, this.records, this.ownedRules, this.zones,
				this.awaited, this.link);
	}

	/** The same, where records of some zones turned out to be closed to changes. */
	public ObservedState withReadOnly(Set<ZoneId> readOnly) {
		TreeMap<Hostname, HostnameZone> others = new TreeMap<>(this.zones);
		others.replaceAll((hostname, zone) -> readOnly.contains(zone.zone())
				? zone.treated(HostnameZone.Treatment.READ_ONLY) : zone);
		return new ObservedState(this.tunnel, this.ingress, this.applications, this.records, this.ownedRules, others,
				this.awaited, this.link);
	}

	/** Whether our record at the hostname cannot be made, changed or removed. */
	boolean isReadOnly(Hostname hostname) {
		return isTreated(hostname, HostnameZone.Treatment.READ_ONLY);
	}

	/** Whether our record at the hostname, in a zone that cannot be read, may stay. */
	public boolean letsGoOf(Hostname hostname) {
		return isTreated(hostname, HostnameZone.Treatment.LET_GO);
	}

	private boolean isTreated(Hostname hostname, HostnameZone.Treatment treatment) {
		HostnameZone zone = this.zones.get(hostname);
		return zone != null && zone.treatment() == treatment;
	}

	/** Whether a rule of ours stands for the hostname. */
	public boolean isRouted(Hostname hostname) {
		return ourPosition(hostname).isPresent();
	}

	/** Whether an application of ours of this type stands for the hostname. */
	public boolean isOfType(Hostname hostname, String type) {
		return this.applications.stream().anyMatch((app) -> app.isOursFor(hostname) && app.spec().type().equals(type));
	}

	/** Whether our application stands as another type than is wanted. */
	boolean isOfAnotherType(DesiredServer wanted) {
		return ourApplication(wanted.hostname()).filter((app) -> !app.spec().type().equals(wanted.application().type()))
			.isPresent();
	}

	/** Whether connections to the hostname are led by our rule, before any other. */
	public boolean isLedByOurRule(Hostname hostname) {
		OptionalInt ours = ourPosition(hostname);
		return ours.isPresent() && this.ingress.ruleTaking(hostname)
			.filter((rule) -> rule.equals(this.ingress.rules().get(ours.getAsInt())))
			.isPresent();
	}

	/** Which of the rules are ours. */
	SortedMap<Integer, Hostname> ourPositions() {
		TreeMap<Integer, Hostname> positions = new TreeMap<>();
		this.ownedRules.keySet()
			.forEach((hostname) -> ourPosition(hostname).ifPresent((position) -> positions.put(position, hostname)));
		return positions;
	}

	/** All rules but ours for the hostname. */
	List<JsonNode> rulesBesideOurs(Hostname hostname) {
		List<JsonNode> rules = this.ingress.rules();
		ourPosition(hostname).ifPresent(rules::remove);
		return rules;
	}

	/**
	 * Nothing marks a rule as ours. We never write a path; of several rules without one
	 * ours is that which leads where we have led it.
	 */
	private OptionalInt ourPosition(Hostname hostname) {
		OwnedRule written = this.ownedRules.get(hostname);
		return (written != null) ? this.ingress.position(hostname, written.service()) : OptionalInt.empty();
	}

	/** Where the tunnel would lead the hostname's requests if our rule were not there. */
	Optional<String> serviceWithoutOurRule(Hostname hostname) {
		for (JsonNode rule : rulesBesideOurs(hostname)) {
			if (IngressRule.isFor(rule, hostname) || IngressRule.shadows(rule, hostname)) {
				String service = IngressRule.service(rule);
				if (!service.startsWith(IngressRule.REFUSAL)) {
					return Optional.of(service);
				}
				if (!IngressRule.hasPath(rule)) {
					return Optional.empty();
				}
			}
		}
		return Optional.empty();
	}

	/** Our application for the hostname. */
	public Optional<ObservedApp> ourApplication(Hostname hostname) {
		return applicationsFor(hostname).stream().filter((app) -> app.isOursFor(hostname)).findFirst();
	}

	/** Our record at the hostname. */
	public Optional<ObservedRecord> ourRecord(Hostname hostname) {
		return recordsAt(hostname).stream().filter((dns) -> dns.ownership() == Ownership.OURS).findFirst();
	}

	/** All applications that concern the hostname. */
	public List<ObservedApp> applicationsFor(Hostname hostname) {
		return this.applications.stream().filter((app) -> app.concerns(hostname)).toList();
	}

	/** All records at the hostname. */
	public List<ObservedRecord> recordsAt(Hostname hostname) {
		return this.records.stream().filter((dns) -> dns.hostname().equals(hostname)).toList();
	}

}
