package dev.postern.reconcile.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.postern.kernel.Phase;
import dev.postern.reconcile.ledger.OwnedResource;
import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.runs.ServerRun;
import dev.postern.servers.Server;
import dev.postern.tunnels.TunnelHealth;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of how far a server is.
 *
 * @param owned what the ledger holds for it
 * @param newest the newest run that it has to do with
 * @param health how its tunnel is; {@code null} when Cloudflare has not told
 */
record ServerFacts(Server server, List<OwnedResource> owned, @Nullable ServerRun newest,
		@Nullable TunnelHealth health) {

	/** What the ledger holds of a kind for the server as it is wanted now. */
	Optional<OwnedResource> made(OwnedResource.Kind kind) {
		return this.owned.stream()
			.filter((resource) -> resource.kind() == kind && resource.ownedAt() != null)
			.filter((resource) -> resource.tunnel().equals(this.server.spec().tunnel())
					&& resource.hostname().equals(this.server.spec().hostname()))
			.findFirst();
	}

	/** Whether anything of a kind stands, or may stand. */
	boolean mayStand(OwnedResource.Kind kind) {
		return this.owned.stream().anyMatch((resource) -> resource.kind() == kind);
	}

	/** When a person has said of all that is held of a kind that it may stay. */
	Optional<Instant> forgottenAt(OwnedResource.Kind kind) {
		List<OwnedResource> held = this.owned.stream().filter((resource) -> resource.kind() == kind).toList();
		List<Instant> times = held.stream().flatMap((resource) -> Stream.ofNullable(resource.forgottenAt())).toList();
		return (times.size() == held.size()) ? times.stream().max(Instant::compareTo) : Optional.empty();
	}

	/**
	 * The newest change of one of these kinds; what a run left open counts no more once
	 * all was seen to stand.
	 */
	Optional<Run.ChangeProgress> change(String... kinds) {
		if (this.newest == null) {
			return Optional.empty();
		}
		Set<String> wanted = Set.copyOf(Arrays.asList(kinds));
		return this.newest.changes()
			.reversed()
			.stream()
			.filter((change) -> wanted.contains(change.kind()))
			.filter((change) -> this.server.phase() != Phase.READY || change.status() == Run.ChangeStatus.DONE)
			.findFirst();
	}

}
