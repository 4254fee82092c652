package dev.postern.reconcile.observe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
import dev.postern.reconcile.plan.Custody;
import dev.postern.reconcile.plan.Observed;
import dev.postern.reconcile.plan.ObservedApp;
import dev.postern.reconcile.plan.ObservedRecord;
import dev.postern.reconcile.plan.OurRule;
import dev.postern.reconcile.plan.RecordSpec;
import dev.postern.reconcile.plan.Unread;
import dev.postern.reconcile.plan.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * Joins what was read with the ledger. The ledger decides what is ours; a mark at
 * Cloudflare only settles a claim that a crash left open.
 */
final class Custodian {

	private final TunnelId tunnel;

	private final Set<Hostname> hostnames;

	private final Map<Hostname, Unread> zones = new HashMap<>();

	private final Map<String, OwnedResource> byRemoteId = new HashMap<>();

	private final List<OwnedResource> claims = new ArrayList<>();

	private final TreeMap<Hostname, OurRule> ourRules = new TreeMap<>();

	Custodian(TunnelId tunnel, List<OwnedResource> owned, Collection<Wanted> wanted, Set<Hostname> hostnames) {
		this.tunnel = tunnel;
		this.hostnames = hostnames;
		wanted.forEach((one) -> this.zones.put(one.hostname(), new Unread(one.server(), one.zone())));
		for (OwnedResource resource : owned) {
			ZoneId zone = resource.zone();
			if (zone != null && resource.tunnel().equals(tunnel)) {
				this.zones.putIfAbsent(resource.hostname(), new Unread(resource.server(), zone));
			}
			if (resource.kind() == Kind.INGRESS_RULE && !resource.tunnel().equals(tunnel)) {
				continue;
			}
			if (resource.open()) {
				this.claims.add(resource);
			}
			else {
				keep(resource);
			}
		}
	}

	/**
	 * Takes claims whose thing was made after all for ours.
	 * @return these claims, now with the id of the thing
	 */
	Set<OwnedResource> settleClaims(Reads reads) {
		Set<OwnedResource> settled = new HashSet<>();
		for (OwnedResource claim : List.copyOf(this.claims)) {
			found(claim, reads).ifPresent((resource) -> {
				this.claims.remove(claim);
				keep(resource);
				settled.add(resource);
			});
		}
		return settled;
	}

	private void keep(OwnedResource resource) {
		if (resource.kind() == Kind.INGRESS_RULE) {
			this.ourRules.put(resource.hostname(), new OurRule(resource.server(), resource.service()));
		}
		else if (resource.remoteId() != null) {
			this.byRemoteId.put(resource.remoteId(), resource);
		}
	}

	Observed observed(Reads reads) {
		List<ObservedApp> apps = reads.applications()
			.stream()
			.map(this::application)
			.filter((app) -> app.hostname() != null || this.hostnames.stream().anyMatch(covers(app.spec())))
			.toList();
		List<ObservedRecord> records = new ArrayList<>();
		reads.records().forEach((zone, list) -> list.forEach((dns) -> record(zone, dns).ifPresent(records::add)));
		TreeMap<Hostname, Unread> unread = new TreeMap<>(this.zones);
		unread.values().removeIf((one) -> reads.records().containsKey(one.zone()));
		return new Observed(this.tunnel, reads.ingress(), apps, records, this.ourRules, unread);
	}

	/** Whether something in the ledger was seen. */
	static boolean stands(OwnedResource resource, Observed observed) {
		return switch (resource.kind()) {
			case ACCESS_APP ->
				observed.applications().stream().anyMatch((app) -> app.id().toString().equals(resource.remoteId()));
			case DNS_RECORD ->
				observed.records().stream().anyMatch((dns) -> dns.id().value().equals(resource.remoteId()));
			case INGRESS_RULE -> observed.isRouted(resource.hostname());
		};
	}

	/** A rule has no id and no mark: it is the one that was claimed if it leads there. */
	private Optional<OwnedResource> found(OwnedResource claim, Reads reads) {
		String service = claim.service();
		if (claim.kind() == Kind.INGRESS_RULE) {
			return (service != null && reads.ingress().leads(claim.hostname(), service)) ? Optional.of(claim)
					: Optional.empty();
		}
		return idFor(claim, reads).map((id) -> new OwnedResource(claim.kind(), claim.tunnel(), claim.hostname(),
				claim.server(), claim.zone(), id, null, claim.ownedAt()));
	}

	private Optional<String> idFor(OwnedResource claim, Reads reads) {
		return switch (claim.kind()) {
			case ACCESS_APP -> reads.applications().stream().filter((app) -> {
				ApplicationSpec spec = Applications.read(app.body());
				return spec.marked() && spec.domain().equals(claim.hostname().value())
						&& !this.byRemoteId.containsKey(app.id().toString());
			}).map((app) -> app.id().toString()).findFirst();
			case DNS_RECORD -> reads.records()
				.getOrDefault(claim.zone(), List.of())
				.stream()
				.filter((dns) -> RecordSpec.mark(claim.server()).equals(dns.comment())
						&& dns.name().equalsIgnoreCase(claim.hostname().value()))
				.map((dns) -> dns.id().value())
				.findFirst();
			case INGRESS_RULE -> Optional.empty();
		};
	}

	private ObservedApp application(AccessApp app) {
		ApplicationSpec spec = Applications.read(app.body());
		OwnedResource resource = this.byRemoteId.get(app.id().toString());
		return new ObservedApp(app.id(), app.aud(), custody(resource), (resource != null) ? resource.server() : null,
				(resource != null) ? resource.hostname() : null, spec, app.body());
	}

	private Optional<ObservedRecord> record(ZoneId zone, DnsRecord dns) {
		OwnedResource resource = this.byRemoteId.get(dns.id().value());
		RecordSpec spec = new RecordSpec(dns.type(), dns.name().toLowerCase(Locale.ROOT), dns.content(), dns.proxied(),
				dns.ttl(), dns.comment());
		return Optional.ofNullable((resource != null) ? resource.hostname() : hostname(spec.name()))
			.filter(this.hostnames::contains)
			.map((hostname) -> new ObservedRecord(dns.id(), zone, hostname, custody(resource),
					(resource != null) ? resource.server() : null, spec));
	}

	private Custody custody(@Nullable OwnedResource resource) {
		if (resource == null) {
			return Custody.FOREIGN;
		}
		return resource.tunnel().equals(this.tunnel) ? Custody.OURS : Custody.SIBLING;
	}

	private static Predicate<Hostname> covers(ApplicationSpec spec) {
		return (hostname) -> spec.domain().equals(hostname.value()) || spec.destinations().contains(hostname.value());
	}

	/** Names that are no hostname of ours, such as wildcards, concern nobody here. */
	private static @Nullable Hostname hostname(String name) {
		try {
			return Hostname.of(name);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
