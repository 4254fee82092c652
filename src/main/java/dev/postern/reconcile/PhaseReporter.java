package dev.postern.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.Refusals.Stop;
import dev.postern.reconcile.plan.Conflict;
import dev.postern.reconcile.plan.HostnameZone;
import dev.postern.reconcile.plan.Plan;
import dev.postern.reconcile.runs.ReconcileProblems;
import dev.postern.reconcile.runs.RunStop;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import org.jspecify.annotations.Nullable;

/** Tells the registry how far each server of a pass is. */
final class PhaseReporter {

	private static final Actor POSTERN = Actor.postern("reconcile");

	private final Servers registry;

	private final List<Server> servers;

	/** What was told last, so that nothing is told twice. */
	private final Map<ServerId, Reported> reported = new HashMap<>();

	/** Servers that this pass has found something to do for. */
	private final Set<ServerId> affected = new HashSet<>();

	private final Set<ServerId> guarded = new HashSet<>();

	PhaseReporter(Servers registry, List<Server> servers) {
		this.registry = registry;
		this.servers = servers;
		for (Server server : servers) {
			this.reported.put(server.id(), new Reported(server.phase(), server.problem()));
			if (server.generation() > server.appliedGeneration() || server.retired()) {
				this.affected.add(server.id());
			}
		}
	}

	List<Server> servers() {
		return this.servers;
	}

	void applying(Plan plan) {
		Set<Hostname> changing = changing(plan);
		for (Server server : this.servers) {
			if (changing.contains(server.spec().hostname())) {
				this.affected.add(server.id());
				report(server, Phase.APPLYING, null);
			}
		}
	}

	/** Notes for whom the application says by now who shall get in. */
	void seen(Plan plan) {
		for (Server server : this.servers) {
			if (!server.retired() && server.accessGeneration() < server.generation()
					&& plan.guardedAsWanted().contains(server.spec().hostname()) && this.guarded.add(server.id())) {
				this.registry.guarded(server.id(), server.generation());
			}
		}
	}

	/** Whether the edit of a server may still have to keep somebody out. */
	boolean awaitsAccess() {
		return this.servers.stream().anyMatch(Server::awaitsAccess);
	}

	@Nullable Problem lastProblem(ServerId server) {
		Reported last = this.reported.get(server);
		return (last != null) ? last.problem() : null;
	}

	/**
	 * What is not stopped was seen to stand; what is stopped says why. A server that is
	 * removed also waits for what it has left at a hostname that it had before.
	 * @return the servers that are stopped
	 */
	List<RunStop> settled(Plan plan, Map<Hostname, Stop> stopped, @Nullable Problem withheld) {
		Map<Hostname, Stop> stops = new HashMap<>();
		for (Conflict conflict : plan.conflicts()) {
			stops.put(conflict.hostname(), new Stop(Phase.HELD, ReconcileProblems.of(conflict)));
		}
		stops.putAll(stopped);
		Map<ServerId, Stop> leftovers = new HashMap<>();
		plan.conflicts()
			.forEach((conflict) -> leftovers.put(conflict.server(),
					Objects.requireNonNull(stops.get(conflict.hostname()))));
		Map<Hostname, Conflict> alarms = new HashMap<>();
		plan.alarms().forEach((alarm) -> alarms.putIfAbsent(alarm.hostname(), alarm));
		Set<Hostname> different = changing(plan);
		List<RunStop> stopping = new ArrayList<>();
		for (Server server : this.servers) {
			Hostname hostname = server.spec().hostname();
			Stop stop = stops.getOrDefault(hostname, server.retired() ? leftovers.get(server.id()) : null);
			if (stop != null) {
				stopping.add(new RunStop(server.id(), hostname, stop.phase(), stop.problem()));
				report(server, stop.phase(), stop.problem());
			}
			else if (withheld != null && different.contains(hostname)) {
				boolean applied = server.generation() == server.appliedGeneration();
				report(server, applied ? Phase.DRIFTED : Phase.PENDING, withheld);
			}
			else if (!server.retired()) {
				Conflict alarm = alarms.get(hostname);
				if (alarm != null && !alarm.kind().leavesReady()) {
					stopping.add(new RunStop(server.id(), hostname, Phase.HELD, ReconcileProblems.of(alarm)));
				}
				stands(server, alarm);
			}
		}
		return stopping;
	}

	/** Whether people have read of a problem of a server before this pass. */
	boolean isKnown(RunStop stop) {
		return this.servers.stream()
			.filter((server) -> server.id().equals(stop.server()))
			.flatMap((server) -> Stream.ofNullable(server.problem()))
			.anyMatch((known) -> known.code().equals(stop.problem().code())
					&& known.args().equals(stop.problem().args()));
	}

	/** All of it is as it should be; what people have to know besides is told. */
	private void stands(Server server, @Nullable Conflict alarm) {
		if (alarm == null) {
			this.registry.applied(server.id(), server.generation());
		}
		else {
			this.registry.applied(server.id(), server.generation(),
					alarm.kind().leavesReady() ? Phase.READY : Phase.HELD, ReconcileProblems.of(alarm));
		}
	}

	/** Notes the zones that came in place of those that servers were registered in. */
	void moveToZones(SortedMap<Hostname, HostnameZone> zones) {
		for (Server server : this.servers) {
			HostnameZone zone = zones.get(server.spec().hostname());
			if (zone != null && !zone.zone().equals(server.spec().zone())) {
				this.registry.moveToZone(server.id(), zone.zone(), POSTERN);
			}
		}
	}

	/** Postern tries again by itself, except where a person has to decide first. */
	void failed(Problem problem) {
		for (Server server : this.servers) {
			if (this.affected.contains(server.id()) && !isHeld(server)) {
				report(server, Phase.FAILED, problem);
			}
		}
	}

	private boolean isHeld(Server server) {
		Reported last = this.reported.get(server.id());
		return last != null && last.phase() == Phase.HELD;
	}

	private static Set<Hostname> changing(Plan plan) {
		Set<Hostname> changing = new HashSet<>();
		plan.changes().forEach((change) -> changing.addAll(change.hostnames()));
		return changing;
	}

	private void report(Server server, Phase phase, @Nullable Problem problem) {
		Phase shown = (server.retired() && phase == Phase.APPLYING) ? Phase.REMOVING : phase;
		Reported now = new Reported(shown, problem);
		if (!now.equals(this.reported.put(server.id(), now))) {
			this.registry.report(server.id(), shown, problem);
		}
	}

	private record Reported(Phase phase, @Nullable Problem problem) {
	}

}
