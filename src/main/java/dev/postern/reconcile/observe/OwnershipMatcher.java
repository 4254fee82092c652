package dev.postern.reconcile.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.cloudflare.model.AccessApp;
import dev.postern.cloudflare.model.DnsRecord;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.ledger.OwnedResource;
import dev.postern.reconcile.ledger.OwnedResource.Kind;
import dev.postern.reconcile.observe.ApplicationParser.ParsedApplication;
import dev.postern.reconcile.plan.ApplicationSpec;
import dev.postern.reconcile.plan.DesiredServer;
import dev.postern.reconcile.plan.HostnameZone;
import dev.postern.reconcile.plan.Ingress;
import dev.postern.reconcile.plan.ObservedApp;
import dev.postern.reconcile.plan.ObservedRecord;
import dev.postern.reconcile.plan.ObservedState;
import dev.postern.reconcile.plan.ObservedState.Awaited;
import dev.postern.reconcile.plan.OwnedRule;
import dev.postern.reconcile.plan.Ownership;
import dev.postern.reconcile.plan.RecordSpec;
import org.jspecify.annotations.Nullable;

/**
 * Joins what was read with the ledger. The ledger decides what is ours; a mark at
 * Cloudflare only settles a claim that a crash left open.
 */
final class OwnershipMatcher {

	private final TunnelId tunnel;

	private final Set<Hostname> hostnames;

	private final Snapshot snapshot;

	private final Map<ZoneId, List<Hostname>> nameServers;

	private final Recent recent;

	private final TreeMap<Hostname, HostnameZone> zones = new TreeMap<>();

	private final Map<String, OwnedResource> byRemoteId = new HashMap<>();

	private final List<OwnedResource> claims = new ArrayList<>();

	private final TreeMap<Hostname, OwnedRule> ourRules = new TreeMap<>();

	OwnershipMatcher(TunnelId tunnel, List<OwnedResource> owned, Collection<DesiredServer> wanted, Snapshot snapshot,
			Recent recent) {
		this.tunnel = tunnel;
		this.snapshot = snapshot;
		this.nameServers = nameServers(snapshot);
		this.recent = recent;
		wanted.forEach((one) -> this.zones.put(one.hostname(), zone(one.server(), one.hostname(), one.zone())));
		for (OwnedResource resource : owned) {
			ZoneId zone = resource.zone();
			if (zone != null && resource.tunnel().equals(tunnel)) {
				HostnameZone its = zone(resource.server(), resource.hostname(), zone);
				this.zones.putIfAbsent(resource.hostname(),
						mayStay(resource, its, owned) ? its.treated(HostnameZone.Treatment.LET_GO) : its);
			}
			if (resource.kind() == Kind.INGRESS_RULE && !resource.tunnel().equals(tunnel)) {
				continue;
			}
			if (resource.claimedOnly() || isOfFormerZone(resource)) {
				this.claims.add(resource);
			}
			else {
				addOwned(resource);
			}
		}
		this.hostnames = wanted.stream().map(DesiredServer::hostname).collect(Collectors.toCollection(HashSet::new));
		owned.forEach((resource) -> this.hostnames.add(resource.hostname()));
	}

	private HostnameZone zone(ServerId server, Hostname hostname, ZoneId registered) {
		ZoneId answering = this.snapshot.zones().answering(hostname, registered);
		HostnameZone zone = this.snapshot.zones()
			.zoneOf(server, hostname, registered, this.snapshot.records().containsKey(answering));
		return this.snapshot.zones()
			.delegation(hostname, answering, this.nameServers.getOrDefault(answering, List.of()))
			.map(zone::delegatedAt)
			.orElse(zone);
	}

	/**
	 * Where zones leave names to other name servers, those of the zones themselves
	 * included.
	 */
	private static Map<ZoneId, List<Hostname>> nameServers(Snapshot snapshot) {
		Map<ZoneId, List<Hostname>> names = new HashMap<>();
		snapshot.records()
			.forEach((zone, records) -> names.put(zone,
					records.stream()
						.filter((dns) -> dns.type().equals("NS"))
						.flatMap((dns) -> Hostname.inAnySpelling(dns.name()).stream())
						.distinct()
						.toList()));
		return names;
	}

	/**
	 * Whether our record in a zone that can't be read need not be removed: it certainly
	 * went, or a person has said so. Not while another tunnel of ours still has a rule
	 * for the hostname, where the record may lead.
	 */
	private boolean mayStay(OwnedResource dns, HostnameZone zone, List<OwnedResource> owned) {
		String id = dns.remoteId();
		boolean gone = id != null && this.snapshot.goneRecords().contains(DnsRecordId.of(id));
		return !zone.readable() && (gone || dns.forgottenAt() != null)
				&& owned.stream()
					.noneMatch((other) -> other.kind() == Kind.INGRESS_RULE && other.hostname().equals(dns.hostname())
							&& !other.tunnel().equals(this.tunnel));
	}

	/** A record went with its zone; what the new one of that name has is another. */
	private boolean isOfFormerZone(OwnedResource resource) {
		ZoneId zone = resource.zone();
		return zone != null && this.snapshot.zones().successor(resource.hostname(), zone).isPresent();
	}

	/**
	 * Turns open claims into ownership where the claimed thing exists.
	 * @return these claims, now with the id of the thing
	 */
	Set<OwnedResource> settleClaims() {
		Set<OwnedResource> settled = new HashSet<>();
		for (OwnedResource claim : List.copyOf(this.claims)) {
			settled(claim).ifPresent((resource) -> {
				this.claims.remove(claim);
				addOwned(resource);
				settled.add(resource);
			});
		}
		return settled;
	}

	private void addOwned(OwnedResource resource) {
		if (resource.kind() == Kind.INGRESS_RULE) {
			this.ourRules.put(resource.hostname(), new OwnedRule(resource.server(), resource.service()));
		}
		else if (resource.remoteId() != null) {
			this.byRemoteId.put(resource.remoteId(), resource);
		}
	}

	ObservedState observed() {
		List<ObservedApp> apps = this.snapshot.applications()
			.stream()
			.filter((app) -> !this.recent.isJustRemoved(app.id().toString()))
			.map(this::application)
			.filter((app) -> app.hostname() != null || this.hostnames.stream().anyMatch(app::concerns))
			.toList();
		List<ObservedRecord> records = new ArrayList<>();
		this.snapshot.records()
			.forEach((zone, list) -> list.stream()
				.filter((dns) -> !this.recent.isJustRemoved(dns.id().value()))
				.forEach((dns) -> record(zone, dns).ifPresent(records::add)));
		return new ObservedState(this.tunnel, this.snapshot.ingress(), apps, records, this.ourRules, this.zones,
				awaited(), this.snapshot.link());
	}

	/** The ids of what is ours and was shown for the first time. */
	Set<String> seenFirst() {
		Set<String> shown = shown();
		return this.byRemoteId.values()
			.stream()
			.filter((resource) -> resource.seenAt() == null)
			.flatMap((resource) -> Stream.ofNullable(resource.remoteId()))
			.filter(shown::contains)
			.collect(Collectors.toSet());
	}

	private Set<String> shown() {
		Set<String> shown = new HashSet<>();
		this.snapshot.applications().forEach((app) -> shown.add(app.id().toString()));
		this.snapshot.records().values().forEach((list) -> list.forEach((dns) -> shown.add(dns.id().value())));
		return shown;
	}

	/**
	 * What was made a short while ago is there, although nobody has seen it yet. What was
	 * seen once and is not shown now is gone.
	 */
	private Awaited awaited() {
		Set<String> seen = shown();
		Map<Kind, Set<Hostname>> unseen = new EnumMap<>(Kind.class);
		for (OwnedResource resource : this.byRemoteId.values()) {
			if (!seen.contains(resource.remoteId()) && resource.tunnel().equals(this.tunnel)
					&& this.recent.isJustMade(resource)) {
				unseen.computeIfAbsent(resource.kind(), (kind) -> new HashSet<>()).add(resource.hostname());
			}
		}
		return new Awaited(unseen.getOrDefault(Kind.ACCESS_APP, Set.of()),
				unseen.getOrDefault(Kind.DNS_RECORD, Set.of()), ofApplications(this.recent::enforcedFrom),
				ofApplications((application) -> unroutedFrom(application.hostname())));
	}

	/**
	 * From when on no connector knows our rule of a hostname any more. One that the
	 * ledger holds and the tunnel has not may have gone in this moment.
	 */
	private Optional<Instant> unroutedFrom(Hostname hostname) {
		OwnedRule rule = this.ourRules.get(hostname);
		boolean justGone = rule != null && rule.service() != null
				&& !this.snapshot.ingress().routesTo(hostname, rule.service());
		return justGone ? this.recent.everywhere(this.recent.now()) : this.recent.unroutedFrom(hostname);
	}

	private Map<Hostname, Instant> ofApplications(Function<OwnedResource, Optional<Instant>> until) {
		Map<Hostname, Instant> times = new HashMap<>();
		for (OwnedResource resource : this.byRemoteId.values()) {
			if (resource.kind() == Kind.ACCESS_APP && resource.tunnel().equals(this.tunnel)) {
				until.apply(resource).ifPresent((time) -> times.put(resource.hostname(), time));
			}
		}
		return times;
	}

	/**
	 * What Postern itself did so short a while ago that reads may not show it yet.
	 *
	 * @param removed Cloudflare's ids of what it removed, and when
	 * @param since what was made later may not be shown yet
	 * @param enforcementDelay how long a new application may not be asked everywhere yet
	 */
	record Recent(Map<String, Instant> removed, Instant since, Instant now, Duration enforcementDelay) {

		boolean isJustMade(OwnedResource resource) {
			Instant ownedAt = resource.ownedAt();
			return resource.seenAt() == null && ownedAt != null && ownedAt.isAfter(this.since);
		}

		boolean isJustRemoved(String remoteId) {
			Instant time = this.removed.get(remoteId);
			return time != null && !time.isBefore(this.since);
		}

		/**
		 * From when on an application is asked everywhere, if that is yet to come. One
		 * that was found in this look, since the answer to its request was lost, is new.
		 */
		Optional<Instant> enforcedFrom(OwnedResource application) {
			return everywhere(Objects.requireNonNullElse(application.ownedAt(), this.now));
		}

		/** From when on no connector knows the removed rule of a hostname any more. */
		Optional<Instant> unroutedFrom(Hostname hostname) {
			return Optional.ofNullable(this.removed.get(Ledger.ruleOf(hostname))).flatMap(this::everywhere);
		}

		Optional<Instant> everywhere(Instant changed) {
			Instant time = changed.plus(this.enforcementDelay);
			return time.isAfter(this.now) ? Optional.of(time) : Optional.empty();
		}

	}

	/**
	 * Whether something in the ledger is not there any more: not seen, although it would
	 * be shown.
	 */
	static boolean isGone(OwnedResource resource, ObservedState observed) {
		return switch (resource.kind()) {
			case ACCESS_APP ->
				!observed.awaited().applications().contains(resource.hostname()) && observed.applications()
					.stream()
					.noneMatch((app) -> app.id().toString().equals(resource.remoteId()));
			case DNS_RECORD -> !observed.awaited().records().contains(resource.hostname())
					&& observed.knowsRecordsAt(resource.hostname())
					&& observed.records().stream().noneMatch((dns) -> dns.id().value().equals(resource.remoteId()));
			case INGRESS_RULE ->
				!observed.ingress().equals(Ingress.NOT_TOLD) && !observed.isRouted(resource.hostname());
		};
	}

	/** Whether something in the ledger was shown before, and would be or is now. */
	static boolean tells(OwnedResource resource, ObservedState observed) {
		return switch (resource.kind()) {
			case ACCESS_APP -> resource.seenAt() != null;
			case DNS_RECORD -> resource.seenAt() != null && observed.knowsRecordsAt(resource.hostname());
			case INGRESS_RULE -> resource.ownedAt() != null && !observed.ingress().equals(Ingress.NOT_TOLD);
		};
	}

	/**
	 * A rule has no id and no mark: it is the claimed one if it leads to the claimed
	 * service.
	 */
	private Optional<OwnedResource> settled(OwnedResource claim) {
		String service = claim.service();
		if (claim.kind() == Kind.INGRESS_RULE) {
			return (service != null && this.snapshot.ingress().routesTo(claim.hostname(), service)) ? Optional.of(claim)
					: Optional.empty();
		}
		return idFor(claim).map((id) -> new OwnedResource(claim.kind(), claim.tunnel(), claim.hostname(),
				claim.server(), zoneOf(claim), id, null, claim.ownedAt(), claim.seenAt(), claim.forgottenAt(), null));
	}

	private @Nullable ZoneId zoneOf(OwnedResource claim) {
		ZoneId zone = claim.zone();
		return (zone != null) ? this.snapshot.zones().answering(claim.hostname(), zone) : null;
	}

	private Optional<String> idFor(OwnedResource claim) {
		return switch (claim.kind()) {
			case ACCESS_APP -> this.snapshot.applications().stream().filter((app) -> {
				ApplicationSpec spec = ApplicationParser.parse(app.body()).spec();
				return spec.marked() && spec.domain().equals(claim.hostname().value())
						&& !this.byRemoteId.containsKey(app.id().toString())
						&& !this.recent.isJustRemoved(app.id().toString());
			}).map((app) -> app.id().toString()).findFirst();
			case DNS_RECORD -> recordsIn(zoneOf(claim)).stream()
				.filter((dns) -> isNamed(dns, claim.hostname()) && isClaimed(dns, claim)
						&& !this.recent.isJustRemoved(dns.id().value()))
				.map((dns) -> dns.id().value())
				.findFirst();
			case INGRESS_RULE -> Optional.empty();
		};
	}

	private List<DnsRecord> recordsIn(@Nullable ZoneId zone) {
		return (zone != null) ? this.snapshot.records().getOrDefault(zone, List.of()) : List.of();
	}

	private static boolean isNamed(DnsRecord dns, Hostname hostname) {
		return hostname.isMeantBy(dns.name());
	}

	/**
	 * Our comment tells. A zone that came back brings its records without comments: there
	 * it is the one that leads where ours did.
	 */
	private boolean isClaimed(DnsRecord dns, OwnedResource claim) {
		return RecordSpec.mark(claim.server()).equals(dns.comment())
				|| (isOfFormerZone(claim) && spec(dns).leadsTo(claim.tunnel()));
	}

	private ObservedApp application(AccessApp app) {
		ParsedApplication parsed = ApplicationParser.parse(app.body());
		OwnedResource resource = this.byRemoteId.get(app.id().toString());
		return new ObservedApp(app.id(), app.aud(), custody(resource), (resource != null) ? resource.server() : null,
				(resource != null) ? resource.hostname() : null, parsed.spec(), parsed.destinations(),
				parsed.unknownFields(), app.body());
	}

	private Optional<ObservedRecord> record(ZoneId zone, DnsRecord dns) {
		OwnedResource resource = this.byRemoteId.get(dns.id().value());
		return Optional.ofNullable((resource != null) ? resource.hostname() : hostname(dns.name()))
			.filter(this.hostnames::contains)
			.map((hostname) -> new ObservedRecord(dns.id(), zone, hostname, custody(resource),
					(resource != null) ? resource.server() : null, spec(dns), new TreeSet<>(dns.unknownFields())));
	}

	private static RecordSpec spec(DnsRecord dns) {
		Hostname hostname = hostname(dns.name());
		Hostname target = dns.type().equals("CNAME") ? hostname(dns.content()) : null;
		return new RecordSpec(dns.type(), (hostname != null) ? hostname.value() : dns.name(),
				(target != null) ? target.value() : dns.content(), dns.proxied(), dns.ttl(), dns.comment());
	}

	private Ownership custody(@Nullable OwnedResource resource) {
		if (resource == null) {
			return Ownership.FOREIGN;
		}
		return resource.tunnel().equals(this.tunnel) ? Ownership.OURS : Ownership.OTHER_TUNNEL;
	}

	/** Names that are no hostname of ours, such as wildcards, concern nobody here. */
	private static @Nullable Hostname hostname(String name) {
		return Hostname.inAnySpelling(name).orElse(null);
	}

}
