package dev.postern.reconcile.observe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.AccessApp;
import dev.postern.cloudflare.model.DnsRecord;
import dev.postern.cloudflare.model.TunnelConfiguration;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.ledger.OwnedResource;
import dev.postern.reconcile.ledger.OwnedResource.Kind;
import dev.postern.reconcile.plan.DesiredServer;
import dev.postern.reconcile.plan.Ingress;
import dev.postern.reconcile.plan.ObservedState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Reads what stands at Cloudflare and says which of it is ours. Complete or an exception;
 * a part that could not be read is never taken for nothing (I3). A zone that Cloudflare
 * does not let us read is told as such, and a tunnel as deleted when Cloudflare says so.
 */
@Component
public class Observer {

	private static final Logger log = LoggerFactory.getLogger(Observer.class);

	private final Cloudflare cloudflare;

	private final Ledger ledger;

	private final DeletedGroupFilter deletedGroups;

	Observer(Cloudflare cloudflare, Ledger ledger, DeletedGroupFilter deletedGroups) {
		this.deletedGroups = deletedGroups;
		this.cloudflare = cloudflare;
		this.ledger = ledger;
	}

	/** Reads everything that concerns a tunnel's servers. */
	public Snapshot read(TunnelId tunnel, Collection<DesiredServer> wanted) {
		Set<ZoneId> zones = zones(wanted, owned(tunnel, wanted));
		return new Snapshot(ingress(tunnel), applications(tunnel, wanted), records(zones));
	}

	/** The same with some parts read again. */
	public Snapshot refresh(Snapshot snapshot, Set<Snapshot.Part> parts, TunnelId tunnel,
			Collection<DesiredServer> wanted) {
		return new Snapshot(parts.contains(Snapshot.Part.CONFIGURATION) ? ingress(tunnel) : snapshot.ingress(),
				parts.contains(Snapshot.Part.APPLICATIONS) ? applications(tunnel, wanted) : snapshot.applications(),
				parts.contains(Snapshot.Part.RECORDS) ? records(snapshot.records().keySet()) : snapshot.records());
	}

	/**
	 * Says whose the things that were read are, and settles in the ledger the claims
	 * whose thing is found by its name and mark.
	 */
	public ObservedState observe(TunnelId tunnel, Collection<DesiredServer> wanted, Snapshot snapshot) {
		OwnershipMatcher matcher = custodian(tunnel, wanted);
		matcher.settleClaims(snapshot)
			.forEach((claim) -> this.ledger.own(claim.kind(), claim.tunnel(), claim.hostname(), claim.remoteId()));
		return this.deletedGroups.filter(matcher.observed(snapshot));
	}

	/** Says the same without writing anything. */
	public ObservedState observeReadOnly(TunnelId tunnel, Collection<DesiredServer> wanted, Snapshot snapshot) {
		OwnershipMatcher matcher = custodian(tunnel, wanted);
		matcher.settleClaims(snapshot);
		return this.deletedGroups.filter(matcher.observed(snapshot));
	}

	/** Drops from the ledger what is neither wanted nor standing any more. */
	public void releaseGone(TunnelId tunnel, Collection<DesiredServer> wanted, ObservedState observed) {
		Set<Hostname> wantedHostnames = wanted.stream().map(DesiredServer::hostname).collect(Collectors.toSet());
		for (OwnedResource resource : owned(tunnel, wanted)) {
			if (resource.tunnel().equals(tunnel) && !wantedHostnames.contains(resource.hostname())
					&& !observed.unreadable().containsKey(resource.hostname())
					&& !OwnershipMatcher.stands(resource, observed)) {
				this.ledger.release(resource.kind(), tunnel, resource.hostname());
			}
		}
	}

	private Ingress ingress(TunnelId tunnel) {
		try {
			TunnelConfiguration configuration = this.cloudflare.configuration(tunnel);
			return new Ingress(configuration.version(), configuration.config());
		}
		catch (CloudflareException.Missing ex) {
			if (exists(tunnel)) {
				throw ex;
			}
			return Ingress.DELETED_TUNNEL;
		}
	}

	/** A configuration is missing, too, where the tunnel reads it from a file. */
	private boolean exists(TunnelId tunnel) {
		try {
			return this.cloudflare.tunnel(tunnel).deletedAt() == null;
		}
		catch (CloudflareException.Missing ex) {
			return false;
		}
	}

	private OwnershipMatcher custodian(TunnelId tunnel, Collection<DesiredServer> wanted) {
		List<OwnedResource> owned = owned(tunnel, wanted);
		return new OwnershipMatcher(tunnel, owned, wanted, hostnames(wanted, owned));
	}

	private List<OwnedResource> owned(TunnelId tunnel, Collection<DesiredServer> wanted) {
		return this.ledger.concerning(tunnel, wanted.stream().map(DesiredServer::hostname).toList());
	}

	/**
	 * All applications, and those of ours that the list leaves out although they exist:
	 * lists are no snapshots, and a second application must not be made for want of a
	 * line.
	 */
	private List<AccessApp> applications(TunnelId tunnel, Collection<DesiredServer> wanted) {
		List<AccessApp> listed = this.cloudflare.accessApps();
		Set<String> ids = listed.stream().map((app) -> app.id().toString()).collect(Collectors.toSet());
		Stream<AccessApp> unlisted = owned(tunnel, wanted).stream()
			.filter((resource) -> resource.kind() == Kind.ACCESS_APP && resource.tunnel().equals(tunnel))
			.flatMap((resource) -> Stream.ofNullable(resource.remoteId()))
			.filter((id) -> !ids.contains(id))
			.flatMap((id) -> Stream.ofNullable(find(AccessAppId.of(id))));
		return Stream.concat(listed.stream(), unlisted).toList();
	}

	private @Nullable AccessApp find(AccessAppId id) {
		try {
			return this.cloudflare.accessApp(id);
		}
		catch (CloudflareException.Missing ex) {
			return null;
		}
	}

	/**
	 * One zone that left the account, or the token's reach, does not keep the others; a
	 * token that may read none is another matter.
	 */
	private Map<ZoneId, List<DnsRecord>> records(Set<ZoneId> zones) {
		Map<ZoneId, List<DnsRecord>> records = new HashMap<>();
		List<CloudflareException.Unauthorized> forbidden = new ArrayList<>();
		for (ZoneId zone : zones) {
			try {
				records.put(zone, this.cloudflare.dnsRecords(zone));
			}
			catch (CloudflareException.Missing | CloudflareException.Rejected ex) {
				log.warn("Cannot read the records of a zone zone={} said={}", zone, ex.getMessage());
			}
			catch (CloudflareException.Unauthorized ex) {
				log.warn("May not read the records of a zone zone={} said={}", zone, ex.getMessage());
				forbidden.add(ex);
			}
		}
		if (records.isEmpty() && !forbidden.isEmpty()) {
			throw forbidden.getFirst();
		}
		return records;
	}

	private static Set<ZoneId> zones(Collection<DesiredServer> wanted, List<OwnedResource> owned) {
		return Stream
			.concat(wanted.stream().map(DesiredServer::zone),
					owned.stream().flatMap((resource) -> Stream.ofNullable(resource.zone())))
			.collect(Collectors.toSet());
	}

	private static Set<Hostname> hostnames(Collection<DesiredServer> wanted, List<OwnedResource> owned) {
		TreeSet<Hostname> hostnames = wanted.stream()
			.map(DesiredServer::hostname)
			.collect(Collectors.toCollection(TreeSet::new));
		owned.forEach((resource) -> hostnames.add(resource.hostname()));
		return hostnames;
	}

}
