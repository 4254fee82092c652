package dev.postern.reconcile;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.Actor;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.ledger.OwnedResource;
import dev.postern.reconcile.ledger.OwnedResource.Kind;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;

import org.springframework.stereotype.Component;

/** Lets go of what has come to its end when a tunnel stands as it should. */
@Component
class Cleanup {

	private static final Actor POSTERN = Actor.postern("reconcile");

	private final Servers servers;

	private final Ledger ledger;

	Cleanup(Servers servers, Ledger ledger) {
		this.servers = servers;
		this.ledger = ledger;
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
