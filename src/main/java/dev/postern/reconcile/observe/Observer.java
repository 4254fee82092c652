package dev.postern.reconcile.observe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.AccessApp;
import dev.postern.cloudflare.model.DnsRecord;
import dev.postern.cloudflare.model.Tunnel;
import dev.postern.cloudflare.model.TunnelConfiguration;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.ledger.OwnedResource;
import dev.postern.reconcile.ledger.OwnedResource.Kind;
import dev.postern.reconcile.ledger.ZoneNames;
import dev.postern.reconcile.observe.RecordReader.ReadRecords;
import dev.postern.reconcile.plan.DesiredServer;
import dev.postern.reconcile.plan.Ingress;
import dev.postern.reconcile.plan.ObservedState;
import dev.postern.reconcile.plan.ObservedState.Link;

import org.springframework.stereotype.Component;

/**
 * Reads what stands at Cloudflare and says which of it is ours. Complete or an exception;
 * a part that could not be read is never taken for nothing (I3). A zone that Cloudflare
 * does not let us read is told as such, and so is a tunnel that was deleted or reads its
 * rules from a file.
 */
@Component
public class Observer {

	private final Cloudflare cloudflare;

	private final ApplicationReader applications;

	private final RecordReader records;

	private final Ledger ledger;

	private final ZoneNames zoneNames;

	private final DeletedGroupFilter deletedGroups;

	private final ReadLag lag;

	private final Surroundings surroundings;

	Observer(Cloudflare cloudflare, ApplicationReader applications, RecordReader records, Ledger ledger,
			ZoneNames zoneNames, DeletedGroupFilter deletedGroups, ReadLag lag, Surroundings surroundings) {
		this.cloudflare = cloudflare;
		this.applications = applications;
		this.records = records;
		this.ledger = ledger;
		this.zoneNames = zoneNames;
		this.deletedGroups = deletedGroups;
		this.lag = lag;
		this.surroundings = surroundings;
	}

	/**
	 * Reads everything that concerns a tunnel's servers.
	 * @param freshness of what surrounds them: how the tunnel is, and the account's zones
	 */
	public Snapshot read(TunnelId tunnel, Collection<DesiredServer> wanted, Freshness freshness) {
		List<OwnedResource> owned = owned(tunnel, wanted);
		Set<ZoneId> registered = wanted.stream().map(DesiredServer::zone).collect(Collectors.toSet());
		ZoneDirectory zones = new ZoneDirectory(this.surroundings.zones(freshness, registered), this.zoneNames.all());
		Optional<Tunnel> itself = this.surroundings.tunnel(tunnel, freshness);
		Ingress ingress = ingress(tunnel);
		List<AccessApp> applications = applications(tunnel, wanted, owned);
		ReadRecords records = this.records.read(zonesOf(wanted, owned, zones), zones, records(owned),
				leaving(tunnel, wanted, owned));
		return new Snapshot(ingress, link(itself), applications, zones, records.byZone(), records.gone());
	}

	/** The same with some parts read again. */
	public Snapshot refresh(Snapshot snapshot, Set<Snapshot.Part> parts, TunnelId tunnel,
			Collection<DesiredServer> wanted) {
		List<OwnedResource> owned = owned(tunnel, wanted);
		Ingress ingress = parts.contains(Snapshot.Part.CONFIGURATION) ? ingress(tunnel) : snapshot.ingress();
		List<AccessApp> applications = parts.contains(Snapshot.Part.APPLICATIONS) ? applications(tunnel, wanted, owned)
				: snapshot.applications();
		Map<ZoneId, List<DnsRecord>> records = parts.contains(Snapshot.Part.RECORDS)
				? this.records.read(snapshot.records().keySet(), snapshot.zones(), records(owned), Set.of()).byZone()
				: snapshot.records();
		return new Snapshot(ingress, snapshot.link(), applications, snapshot.zones(), records, snapshot.goneRecords());
	}

	/**
	 * Our applications alone, for a time when not all can be read: nothing but them may
	 * be changed on the strength of it.
	 */
	public ObservedState observeApplications(TunnelId tunnel, Collection<DesiredServer> wanted) {
		List<OwnedResource> owned = owned(tunnel, wanted);
		Snapshot snapshot = new Snapshot(Ingress.NOT_TOLD, Link.NOT_KNOWN, applications(tunnel, wanted, owned),
				new ZoneDirectory(List.of(), Map.of()), Map.of(), Set.of());
		return new OwnershipMatcher(tunnel, owned, wanted, snapshot, this.lag.recent()).observed();
	}

	/**
	 * Says whose the things that were read are, and settles in the ledger the claims
	 * whose thing is found by its name and mark.
	 */
	public ObservedState observe(TunnelId tunnel, Collection<DesiredServer> wanted, Snapshot snapshot) {
		snapshot.zones().changedSince(this.zoneNames.all()).forEach(this.zoneNames::remember);
		OwnershipMatcher matcher = matcher(tunnel, wanted, snapshot);
		matcher.settleClaims().forEach(this.ledger::settle);
		this.ledger.seen(matcher.seenFirst());
		ObservedState observed = matcher.observed();
		noteMissed(tunnel, owned(tunnel, wanted), observed);
		return this.deletedGroups.filter(observed);
	}

	private void noteMissed(TunnelId tunnel, List<OwnedResource> owned, ObservedState observed) {
		for (OwnedResource resource : owned) {
			boolean gone = OwnershipMatcher.isGone(resource, observed);
			if (resource.tunnel().equals(tunnel) && gone != (resource.missedAt() != null)
					&& OwnershipMatcher.tells(resource, observed)) {
				this.ledger.missed(resource, gone);
			}
		}
	}

	/** Says the same without writing anything. */
	public ObservedState observeReadOnly(TunnelId tunnel, Collection<DesiredServer> wanted, Snapshot snapshot) {
		OwnershipMatcher matcher = matcher(tunnel, wanted, snapshot);
		matcher.settleClaims();
		return this.deletedGroups.filter(matcher.observed());
	}

	/**
	 * Drops from the ledger what is neither wanted nor standing any more.
	 * @return the records that may stay and are all that is left at their hostnames
	 */
	public List<OwnedResource> releaseGone(TunnelId tunnel, Collection<DesiredServer> wanted, ObservedState observed) {
		List<OwnedResource> standing = new ArrayList<>();
		for (OwnedResource resource : unwanted(tunnel, wanted, owned(tunnel, wanted))) {
			if (OwnershipMatcher.isGone(resource, observed)) {
				this.ledger.release(resource.kind(), tunnel, resource.hostname());
			}
			else {
				standing.add(resource);
			}
		}
		return standing.stream()
			.filter((resource) -> resource.kind() == Kind.DNS_RECORD && observed.letsGoOf(resource.hostname()))
			.filter((dns) -> standing.stream()
				.noneMatch((other) -> !other.equals(dns) && other.hostname().equals(dns.hostname())))
			.toList();
	}

	private static List<OwnedResource> unwanted(TunnelId tunnel, Collection<DesiredServer> wanted,
			List<OwnedResource> owned) {
		Set<Hostname> wantedHostnames = wanted.stream().map(DesiredServer::hostname).collect(Collectors.toSet());
		return owned.stream()
			.filter((resource) -> resource.tunnel().equals(tunnel) && !wantedHostnames.contains(resource.hostname()))
			.toList();
	}

	/** The ids of our records that are to be removed. */
	private static Set<DnsRecordId> leaving(TunnelId tunnel, Collection<DesiredServer> wanted,
			List<OwnedResource> owned) {
		return unwanted(tunnel, wanted, owned).stream()
			.filter((resource) -> resource.kind() == Kind.DNS_RECORD)
			.flatMap((resource) -> Stream.ofNullable(resource.remoteId()))
			.map(DnsRecordId::of)
			.collect(Collectors.toSet());
	}

	private Ingress ingress(TunnelId tunnel) {
		try {
			TunnelConfiguration configuration = this.cloudflare.configuration(tunnel);
			return configuration.tellsRules() ? new Ingress(configuration.version(), configuration.config())
					: Ingress.NOT_TOLD;
		}
		catch (CloudflareException.Missing ex) {
			return withoutConfiguration(tunnel, ex);
		}
	}

	/**
	 * A configuration is missing where the tunnel was deleted, and where it reads its
	 * rules from a file.
	 */
	private Ingress withoutConfiguration(TunnelId tunnel, CloudflareException.Missing missing) {
		try {
			Tunnel found = this.cloudflare.tunnel(tunnel);
			if (found.deletedAt() != null) {
				return Ingress.DELETED_TUNNEL;
			}
			if (found.remotelyManaged()) {
				throw missing;
			}
			return Ingress.LOCAL_FILE;
		}
		catch (CloudflareException.Missing ex) {
			if (ex == missing) {
				throw ex;
			}
			return Ingress.DELETED_TUNNEL;
		}
	}

	private static Link link(Optional<Tunnel> tunnel) {
		return switch (tunnel.map(Tunnel::status).orElse("")) {
			case "healthy", "degraded" -> Link.CONNECTED;
			case "down", "inactive" -> Link.DISCONNECTED;
			default -> Link.NOT_KNOWN;
		};
	}

	private OwnershipMatcher matcher(TunnelId tunnel, Collection<DesiredServer> wanted, Snapshot snapshot) {
		return new OwnershipMatcher(tunnel, owned(tunnel, wanted), wanted, snapshot, this.lag.recent());
	}

	private List<OwnedResource> owned(TunnelId tunnel, Collection<DesiredServer> wanted) {
		return this.ledger.concerning(tunnel, wanted.stream().map(DesiredServer::hostname).toList());
	}

	private List<AccessApp> applications(TunnelId tunnel, Collection<DesiredServer> wanted, List<OwnedResource> owned) {
		Set<AccessAppId> ours = owned.stream()
			.filter((resource) -> resource.kind() == Kind.ACCESS_APP && resource.tunnel().equals(tunnel))
			.flatMap((resource) -> Stream.ofNullable(resource.remoteId()))
			.map(AccessAppId::of)
			.collect(Collectors.toSet());
		Set<Hostname> hostnames = Stream
			.concat(wanted.stream().map(DesiredServer::hostname), owned.stream().map(OwnedResource::hostname))
			.collect(Collectors.toSet());
		return this.applications.read(ours, hostnames);
	}

	private static Set<ZoneId> zonesOf(Collection<DesiredServer> wanted, List<OwnedResource> owned,
			ZoneDirectory zones) {
		Set<ZoneId> answering = new HashSet<>();
		wanted.forEach((one) -> answering.add(zones.answering(one.hostname(), one.zone())));
		for (OwnedResource resource : owned) {
			ZoneId zone = resource.zone();
			if (zone != null) {
				answering.add(zones.answering(resource.hostname(), zone));
			}
		}
		return answering;
	}

	/** The ids of our records, by zone. */
	private static Map<ZoneId, Set<DnsRecordId>> records(List<OwnedResource> owned) {
		Map<ZoneId, Set<DnsRecordId>> ours = new HashMap<>();
		for (OwnedResource resource : owned) {
			ZoneId zone = resource.zone();
			if (zone != null && resource.remoteId() != null) {
				ours.computeIfAbsent(zone, (key) -> new HashSet<>()).add(DnsRecordId.of(resource.remoteId()));
			}
		}
		return ours;
	}

}
