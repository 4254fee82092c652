package dev.postern.reconcile;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.Desired;
import dev.postern.reconcile.plan.Observed;
import dev.postern.reconcile.plan.Plan;
import dev.postern.reconcile.plan.Planner;
import dev.postern.reconcile.plan.Wanted;
import dev.postern.servers.Problem;
import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one tunnel: observe, plan, apply a stage, observe what it wrote, until an
 * empty plan is seen. Servers that Cloudflare refuses are held and the others carry on.
 */
final class Pass {

	/** More rounds than any honest plan needs; somebody else keeps changing things. */
	private static final int ROUNDS = 200;

	private final Passes tools;

	private final TunnelId tunnel;

	private final RunLog run;

	private final Reports reports;

	private final Desired desired;

	private final Map<Hostname, Problem> refused = new HashMap<>();

	/** Servers of a refused configuration, of which it is not known which is to blame. */
	private final Deque<Hostname> suspects = new ArrayDeque<>();

	private @Nullable Reads reads;

	Pass(Passes tools, TunnelId tunnel, List<Server> servers, Reports reports, RunLog run) {
		this.tools = tools;
		this.tunnel = tunnel;
		this.run = run;
		this.reports = reports;
		this.desired = tools.wishes().of(tunnel, servers);
	}

	Result go() {
		Set<Reads.Part> stale = EnumSet.allOf(Reads.Part.class);
		List<ChangeRow> before = List.of();
		for (int round = 0; round < ROUNDS; round++) {
			Observed observed = observe(stale);
			Plan plan = Planner.plan(this.desired, observed, held());
			Plan permitted = Guard.permitted(plan, this.tools.properties().mode());
			this.run.planned(permitted);
			if (permitted.settled()) {
				if (this.suspects.poll() != null) {
					stale = EnumSet.noneOf(Reads.Part.class);
					continue;
				}
				return ended(plan, observed);
			}
			List<ChangeRow> changes = permitted.changes().stream().map(ChangeRow::of).toList();
			if (changes.equals(before)) {
				return perpetual(plan);
			}
			if (needsApproval(permitted)) {
				return awaitApproval(plan);
			}
			this.reports.applying(plan);
			Outcome outcome = this.tools.applier().apply(this.tunnel, permitted.nextStage(), this.run);
			stale = outcome.touched();
			before = (outcome instanceof Outcome.Applied) ? changes : List.of();
			switch (outcome) {
				case Outcome.Applied applied -> {
				}
				case Outcome.Moved moved -> stale = EnumSet.allOf(Reads.Part.class);
				case Outcome.Refused refusal -> hold(refusal);
				case Outcome.Postponed postponed -> {
					return new Result.Postponed(postponed.problem(),
							(postponed.notBefore() != null) ? postponed.notBefore() : Duration.ZERO);
				}
			}
		}
		throw new IllegalStateException("no end in sight for tunnel " + this.tunnel);
	}

	private Observed observe(Set<Reads.Part> stale) {
		Collection<Wanted> wanted = this.desired.servers().values();
		this.reads = (this.reads == null) ? this.tools.observer().read(this.tunnel, wanted)
				: this.tools.observer().readAgain(this.reads, stale, this.tunnel, wanted);
		return this.tools.observer().observe(this.tunnel, wanted, this.reads);
	}

	private Set<Hostname> held() {
		Set<Hostname> held = new HashSet<>(this.refused.keySet());
		this.suspects.stream().skip(1).forEach(held::add);
		return held;
	}

	/** When a whole configuration is refused, each of its servers is tried by itself. */
	private void hold(Outcome.Refused refusal) {
		if (refusal.hostnames().size() > 1) {
			this.suspects.addAll(refusal.hostnames().stream().sorted().toList());
			return;
		}
		refusal.hostnames().forEach((hostname) -> this.refused.put(hostname, refusal.problem()));
		this.suspects.removeAll(refusal.hostnames());
	}

	private Result ended(Plan plan, Observed observed) {
		boolean withheld = !plan.settled();
		boolean held = !plan.conflicts().isEmpty() || !this.refused.isEmpty() || withheld;
		this.run.ended(held ? Run.Status.HELD : Run.Status.DONE, null);
		this.reports.settled(plan, this.refused, withheld ? Problems.observeOnly() : null);
		if (!withheld) {
			this.tools.observer().releaseGone(this.tunnel, this.desired.servers().values(), observed);
			this.tools.approvals().forget(this.tunnel);
			return new Result.Finished(this.tools.farewell().to(this.tunnel, this.reports.servers()));
		}
		return new Result.Waiting();
	}

	private Result perpetual(Plan plan) {
		Change first = plan.changes().getFirst();
		Problem problem = Problems
			.perpetualDifference("%s %s".formatted(first.getClass().getSimpleName(), RunLog.hostnames(first)));
		this.run.ended(Run.Status.HELD, problem);
		this.reports.stuck(plan, problem);
		return new Result.Waiting();
	}

	private boolean needsApproval(Plan plan) {
		return Guard.removals(plan).size() > this.tools.properties().deletionBrake()
				&& !this.tools.approvals().given(plan);
	}

	private Result awaitApproval(Plan plan) {
		Problem problem = Problems.removalsNeedApproval(Guard.removals(plan).size());
		this.run.ended(Run.Status.AWAITING_APPROVAL, problem);
		this.reports.stuck(plan, problem);
		return new Result.Waiting();
	}

	/** How a pass ended. */
	sealed interface Result {

		/**
		 * Everything that is not held stands as it should.
		 *
		 * @param nextTunnels tunnels that servers have left and that can let go of them
		 * now
		 */
		record Finished(List<TunnelId> nextTunnels) implements Result {
		}

		/** It goes on when a person has decided. */
		record Waiting() implements Result {
		}

		/** It goes on by itself, later. */
		record Postponed(Problem problem, Duration notBefore) implements Result {
		}

	}

}
