package dev.postern.reconcile;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.Sha256;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.ledger.GroupTranslator;
import dev.postern.reconcile.observe.Freshness;
import dev.postern.reconcile.observe.Observer;
import dev.postern.reconcile.observe.Snapshot;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.Conflict;
import dev.postern.reconcile.plan.DesiredServer;
import dev.postern.reconcile.plan.DesiredState;
import dev.postern.reconcile.plan.ObservedState;
import dev.postern.reconcile.plan.Plan;
import dev.postern.reconcile.plan.Planner;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.ServerSpec;
import dev.postern.servers.Servers;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Says what would be done, by the very function that says what is done. Changes nothing.
 */
@Service
public class Previews {

	/** Stands for a server that is not registered yet. */
	public static final ServerId UNREGISTERED = new ServerId(new UUID(0, 0));

	private static final int BASIS_DIGITS = 32;

	private final Servers servers;

	private final DesiredStateFactory desiredStates;

	private final Observer observer;

	private final GroupTranslator groups;

	private final Clock clock;

	Previews(Servers servers, DesiredStateFactory desiredStates, Observer observer, GroupTranslator groups,
			Clock clock) {
		this.servers = servers;
		this.desiredStates = desiredStates;
		this.observer = observer;
		this.groups = groups;
		this.clock = clock;
	}

	/**
	 * What registering or editing a server would do.
	 * @throws dev.postern.kernel.InvalidInput when the draft cannot be taken
	 * @throws dev.postern.cloudflare.CloudflareException when Cloudflare cannot be asked
	 */
	public Preview preview(ServerDraft draft, @Nullable ServerId existing) {
		ServerSpec spec = this.servers.check(draft, existing);
		ServerId id = (existing != null) ? existing : UNREGISTERED;
		DesiredState desired = this.desiredStates.with(desired(spec.tunnel()),
				this.desiredStates.server(id, spec, this.groups.now()));
		Set<Hostname> hostnames = new HashSet<>(Set.of(spec.hostname()));
		if (existing != null) {
			hostnames.add(get(existing).spec().hostname());
		}
		return only(hostnames, plan(desired));
	}

	/** What would be done for a server now. */
	public Preview of(ServerId id) {
		Server server = get(id);
		return only(Set.of(server.spec().hostname()), plan(desired(server.spec().tunnel())));
	}

	/** What the removal of a server would do. */
	public Preview removal(ServerId id) {
		Server server = get(id);
		Hostname hostname = server.spec().hostname();
		return only(Set.of(hostname), plan(desired(server.spec().tunnel()).without(hostname)));
	}

	/**
	 * What editing servers of one tunnel at once would do, where their hostnames stay.
	 */
	public Preview edits(TunnelId tunnel, Map<ServerId, ServerSpec> specs) {
		DesiredState desired = desired(tunnel);
		for (Map.Entry<ServerId, ServerSpec> edit : specs.entrySet()) {
			desired = this.desiredStates.with(desired,
					this.desiredStates.server(edit.getKey(), edit.getValue(), this.groups.now()));
		}
		return only(specs.values().stream().map(ServerSpec::hostname).collect(Collectors.toSet()), plan(desired));
	}

	/** What the removal of servers of one tunnel at once would do. */
	public Preview removals(TunnelId tunnel, Set<Hostname> hostnames) {
		return only(hostnames, without(tunnel, hostnames));
	}

	/**
	 * Everything that would be done for a tunnel that wants nothing for these hostnames.
	 */
	Plan without(TunnelId tunnel, Set<Hostname> hostnames) {
		DesiredState desired = desired(tunnel);
		for (Hostname hostname : hostnames) {
			desired = desired.without(hostname);
		}
		return plan(desired);
	}

	/** Everything that would be done for a tunnel now. */
	public Preview of(TunnelId tunnel) {
		Plan plan = plan(desired(tunnel));
		return new Preview(plan, basis(plan));
	}

	/** What stands now for a tunnel, asked for at once. */
	ObservedState observed(TunnelId tunnel) {
		return observed(tunnel, new Freshness.Since(this.clock.instant()));
	}

	/** What stands for a tunnel. */
	ObservedState observed(TunnelId tunnel, Freshness freshness) {
		DesiredState desired = desired(tunnel);
		Collection<DesiredServer> wanted = desired.servers().values();
		Snapshot snapshot = this.observer.read(tunnel, wanted, freshness);
		return this.observer.observeReadOnly(tunnel, wanted, snapshot);
	}

	private Server get(ServerId id) {
		return this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
	}

	private DesiredState desired(TunnelId tunnel) {
		return this.desiredStates.of(tunnel, this.servers.onTunnel(tunnel), this.groups.now());
	}

	private Plan plan(DesiredState desired) {
		Collection<DesiredServer> wanted = desired.servers().values();
		Snapshot snapshot = this.observer.read(desired.tunnel(), wanted, Freshness.RECENT);
		ObservedState observed = this.observer.observeReadOnly(desired.tunnel(), wanted, snapshot);
		return Planner.plan(desired, observed, Set.of());
	}

	/**
	 * A server's part of a tunnel's plan; the one replacement of the ingress is shared.
	 */
	private static Preview only(Set<Hostname> hostnames, Plan plan) {
		List<Change> changes = plan.changes()
			.stream()
			.filter((change) -> change.hostnames().stream().anyMatch(hostnames::contains))
			.toList();
		Plan part = new Plan(plan.tunnel(), changes, concerning(hostnames, plan.conflicts()),
				concerning(hostnames, plan.alarms()), Set.of(), Set.of(), new TreeMap<>(),
				plan.unprotected().stream().filter(hostnames::contains).collect(Collectors.toSet()));
		return new Preview(part, basis(part));
	}

	private static List<Conflict> concerning(Set<Hostname> hostnames, List<Conflict> conflicts) {
		return conflicts.stream().filter((conflict) -> hostnames.contains(conflict.hostname())).toList();
	}

	private static String basis(Plan plan) {
		return Sha256.of(plan.toString()).substring(0, BASIS_DIGITS);
	}

}
