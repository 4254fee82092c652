package dev.postern.reconcile.observe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import dev.postern.cloudflare.model.AccessApp;
import dev.postern.cloudflare.model.DnsRecord;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.reconcile.ledger.OwnedResource;
import dev.postern.reconcile.ledger.OwnedResource.Kind;
import dev.postern.reconcile.plan.ApplicationSpec;
import dev.postern.reconcile.plan.DesiredServer;
import dev.postern.reconcile.plan.ObservedApp;
import dev.postern.reconcile.plan.ObservedRecord;
import dev.postern.reconcile.plan.ObservedState;
import dev.postern.reconcile.plan.OwnedRule;
import dev.postern.reconcile.plan.Ownership;
import dev.postern.reconcile.plan.RecordSpec;
import dev.postern.reconcile.plan.UnreadableHostname;
import org.jspecify.annotations.Nullable;

/**
 * Joins what was read with the ledger. The ledger decides what is ours; a mark at
 * Cloudflare only settles a claim that a crash left open.
 */
final class OwnershipMatcher {

	private final TunnelId tunnel;

	private final Set<Hostname> hostnames;

	private final Map<Hostname, UnreadableHostname> zones = new HashMap<>();

	private final Map<String, OwnedResource> byRemoteId = new HashMap<>();

	private final List<OwnedResource> claims = new ArrayList<>();

	private final TreeMap<Hostname, OwnedRule> ourRules = new TreeMap<>();

	OwnershipMatcher(TunnelId tunnel, List<OwnedResource> owned, Collection<DesiredServer> wanted,
			Set<Hostname> hostnames) {
		this.tunnel = tunnel;
		this.hostnames = hostnames;
		wanted.forEach((one) -> this.zones.put(one.hostname(), new UnreadableHostname(one.server(), one.zone())));
		for (OwnedResource resource : owned) {
			ZoneId zone = resource.zone();
			if (zone != null && resource.tunnel().equals(tunnel)) {
				this.zones.putIfAbsent(resource.hostname(), new UnreadableHostname(resource.server(), zone));
			}
			if (resource.kind() == Kind.INGRESS_RULE && !resource.tunnel().equals(tunnel)) {
				continue;
			}
			if (resource.claimedOnly()) {
				this.claims.add(resource);
			}
			else {
				addOwned(resource);
			}
		}
	}

	/**
	 * Turns open claims into ownership where the claimed thing exists.
	 * @return these claims, now with the id of the thing
	 */
	Set<OwnedResource> settleClaims(Snapshot snapshot) {
		Set<OwnedResource> settled = new HashSet<>();
		for (OwnedResource claim : List.copyOf(this.claims)) {
			settled(claim, snapshot).ifPresent((resource) -> {
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

	ObservedState observed(Snapshot snapshot) {
		List<ObservedApp> apps = snapshot.applications()
			.stream()
			.map(this::application)
			.filter((app) -> app.hostname() != null || this.hostnames.stream().anyMatch(covers(app.spec())))
			.toList();
		List<ObservedRecord> records = new ArrayList<>();
		snapshot.records().forEach((zone, list) -> list.forEach((dns) -> record(zone, dns).ifPresent(records::add)));
		TreeMap<Hostname, UnreadableHostname> unreadable = new TreeMap<>(this.zones);
		unreadable.values().removeIf((one) -> snapshot.records().containsKey(one.zone()));
		return new ObservedState(this.tunnel, snapshot.ingress(), apps, records, this.ourRules, unreadable);
	}

	/** Whether something in the ledger was seen. */
	static boolean stands(OwnedResource resource, ObservedState observed) {
		return switch (resource.kind()) {
			case ACCESS_APP ->
				observed.applications().stream().anyMatch((app) -> app.id().toString().equals(resource.remoteId()));
			case DNS_RECORD ->
				observed.records().stream().anyMatch((dns) -> dns.id().value().equals(resource.remoteId()));
			case INGRESS_RULE -> observed.isRouted(resource.hostname());
		};
	}

	/**
	 * A rule has no id and no mark: it is the claimed one if it leads to the claimed
	 * service.
	 */
	private Optional<OwnedResource> settled(OwnedResource claim, Snapshot snapshot) {
		String service = claim.service();
		if (claim.kind() == Kind.INGRESS_RULE) {
			return (service != null && snapshot.ingress().routesTo(claim.hostname(), service)) ? Optional.of(claim)
					: Optional.empty();
		}
		return idFor(claim, snapshot).map((id) -> new OwnedResource(claim.kind(), claim.tunnel(), claim.hostname(),
				claim.server(), claim.zone(), id, null, claim.ownedAt()));
	}

	private Optional<String> idFor(OwnedResource claim, Snapshot snapshot) {
		return switch (claim.kind()) {
			case ACCESS_APP -> snapshot.applications().stream().filter((app) -> {
				ApplicationSpec spec = ApplicationParser.parse(app.body());
				return spec.marked() && spec.domain().equals(claim.hostname().value())
						&& !this.byRemoteId.containsKey(app.id().toString());
			}).map((app) -> app.id().toString()).findFirst();
			case DNS_RECORD -> snapshot.records()
				.getOrDefault(claim.zone(), List.of())
				.stream()
				.filter((dns) -> RecordSpec.mark(claim.server()).equals(dns.comment())
						&& claim.hostname().isMeantBy(dns.name()))
				.map((dns) -> dns.id().value())
				.findFirst();
			case INGRESS_RULE -> Optional.empty();
		};
	}

	private ObservedApp application(AccessApp app) {
		ApplicationSpec spec = ApplicationParser.parse(app.body());
		OwnedResource resource = this.byRemoteId.get(app.id().toString());
		return new ObservedApp(app.id(), app.aud(), custody(resource), (resource != null) ? resource.server() : null,
				(resource != null) ? resource.hostname() : null, spec, app.body());
	}

	private Optional<ObservedRecord> record(ZoneId zone, DnsRecord dns) {
		OwnedResource resource = this.byRemoteId.get(dns.id().value());
		RecordSpec spec = new RecordSpec(dns.type(), ApplicationParser.domain(dns.name()), dns.content(), dns.proxied(),
				dns.ttl(), dns.comment());
		return Optional
			.ofNullable((resource != null) ? resource.hostname() : Hostname.inAnySpelling(spec.name()).orElse(null))
			.filter(this.hostnames::contains)
			.map((hostname) -> new ObservedRecord(dns.id(), zone, hostname, custody(resource),
					(resource != null) ? resource.server() : null, spec));
	}

	private Ownership custody(@Nullable OwnedResource resource) {
		if (resource == null) {
			return Ownership.FOREIGN;
		}
		return resource.tunnel().equals(this.tunnel) ? Ownership.OURS : Ownership.OTHER_TUNNEL;
	}

	private static Predicate<Hostname> covers(ApplicationSpec spec) {
		return (hostname) -> spec.domain().equals(hostname.value()) || spec.destinations().contains(hostname.value());
	}

}
