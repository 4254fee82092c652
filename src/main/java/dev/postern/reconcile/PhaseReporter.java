package dev.postern.reconcile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.plan.Conflict;
import dev.postern.reconcile.plan.Plan;
import dev.postern.reconcile.runs.ReconcileProblems;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import org.jspecify.annotations.Nullable;

/** Tells the registry how far each server of a pass is. */
final class PhaseReporter {

	private final Servers registry;

	private final List<Server> servers;

	/** What was told last, so that nothing is told twice. */
	private final Map<ServerId, Reported> reported = new HashMap<>();

	/** Servers that this pass has found something to do for. */
	private final Set<ServerId> affected = new HashSet<>();

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

	/** What is not held was seen to stand; what is held says why. */
	void settled(Plan plan, Map<Hostname, Problem> refused, @Nullable Problem withheld) {
		Map<Hostname, Problem> problems = new HashMap<>(refused);
		for (Conflict conflict : plan.conflicts()) {
			problems.put(conflict.hostname(), ReconcileProblems.of(conflict));
		}
		Set<Hostname> different = changing(plan);
		for (Server server : this.servers) {
			Problem problem = problems.get(server.spec().hostname());
			if (problem != null) {
				report(server, problem.code().equals(ReconcileProblems.GROUP_AWAITED) ? Phase.PENDING : Phase.HELD,
						problem);
			}
			else if (withheld != null && different.contains(server.spec().hostname())) {
				boolean applied = server.generation() == server.appliedGeneration();
				report(server, applied ? Phase.DRIFTED : Phase.PENDING, withheld);
			}
			else if (!server.retired()) {
				this.registry.applied(server.id(), server.generation());
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
