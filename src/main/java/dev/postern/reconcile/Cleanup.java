package dev.postern.reconcile;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.Actor;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.StrandedRecords.StrandedRecord;
import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.ledger.OwnedResource;
import dev.postern.reconcile.ledger.OwnedResource.Kind;
import dev.postern.reconcile.plan.HostnameZone;
import dev.postern.reconcile.plan.ObservedState;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets go of what has come to its end when a tunnel stands as it should. */
@Component
class Cleanup {

	private static final Actor POSTERN = Actor.postern("reconcile");

	private final Servers servers;

	private final Ledger ledger;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transactions;

	Cleanup(Servers servers, Ledger ledger, ApplicationEventPublisher events, TransactionTemplate transactions) {
		this.servers = servers;
		this.ledger = ledger;
		this.events = events;
		this.transactions = transactions;
	}

	/**
	 * Lets go of records that may stay where they are. Which of them do is kept in the
	 * audit, the last place that knows of them.
	 * @param gone the ids of records that certainly went
	 */
	void letGo(List<OwnedResource> records, ObservedState observed, Set<DnsRecordId> gone) {
		for (OwnedResource dns : records) {
			this.transactions.executeWithoutResult((status) -> {
				this.ledger.letGo(dns);
				String id = dns.remoteId();
				HostnameZone zone = observed.zones().get(dns.hostname());
				if (zone != null && (id == null || !gone.contains(DnsRecordId.of(id)))) {
					left(StrandedRecord.of(dns, zone), dns.server());
				}
			});
		}
	}

	private void left(StrandedRecord dns, ServerId id) {
		this.servers.find(id)
			.map((server) -> new Subject("server", id.toString(), server.spec().name()))
			.ifPresent((subject) -> this.events.publishEvent(new Recorded(POSTERN, "server.records_left", subject, null,
					new StrandedRecords(List.of(dns)).asJson())));
	}

	/**
	 * Drops retired servers of which nothing is left.
	 * @return the tunnels to look at next: those where a moved server still has a rule,
	 * and those of removed servers that have no rule any more
	 */
	List<TunnelId> cleanUp(TunnelId tunnel, List<Server> seen) {
		List<OwnedResource> left = this.ledger.of(seen.stream().map(Server::id).toList());
		Set<ServerId> standing = left.stream().map(OwnedResource::server).collect(Collectors.toSet());
		seen.stream()
			.filter((server) -> server.retired() && !standing.contains(server.id()))
			.forEach((server) -> this.servers.forget(server.id(), POSTERN));
		Stream<TunnelId> behind = left.stream()
			.filter((resource) -> resource.kind() == Kind.INGRESS_RULE)
			.map(OwnedResource::tunnel);
		return Stream.concat(behind, finished().map((server) -> server.spec().tunnel()))
			.filter((other) -> !other.equals(tunnel))
			.distinct()
			.toList();
	}

	private Stream<Server> finished() {
		List<Server> retired = this.servers.retired();
		Set<ServerId> standing = owners(retired);
		return retired.stream().filter((server) -> !standing.contains(server.id()));
	}

	private Set<ServerId> owners(List<Server> servers) {
		return this.ledger.of(servers.stream().map(Server::id).toList())
			.stream()
			.map(OwnedResource::server)
			.collect(Collectors.toSet());
	}

}
