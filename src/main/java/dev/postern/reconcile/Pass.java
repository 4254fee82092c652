package dev.postern.reconcile;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Problem;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.apply.Outcome;
import dev.postern.reconcile.apply.TunnelLock;
import dev.postern.reconcile.ledger.GroupTranslation;
import dev.postern.reconcile.observe.Reads;
import dev.postern.reconcile.observe.Reads.Part;
import dev.postern.reconcile.plan.Desired;
import dev.postern.reconcile.plan.Guard;
import dev.postern.reconcile.plan.Guard.Removal;
import dev.postern.reconcile.plan.Mode;
import dev.postern.reconcile.plan.Observed;
import dev.postern.reconcile.plan.Plan;
import dev.postern.reconcile.plan.Planner;
import dev.postern.reconcile.plan.Wanted;
import dev.postern.reconcile.runs.ChangeRow;
import dev.postern.reconcile.runs.Problems;
import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.runs.RunLog;
import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over one tunnel: observe, plan, apply a stage, observe what it wrote, until an
 * empty plan is seen. Servers that Cloudflare refuses are held and the others carry on.
 */
final class Pass {

	private static final Logger log = LoggerFactory.getLogger(Pass.class);

	/** More rounds than any honest plan needs; somebody else keeps changing things. */
	private static final int ROUNDS = 200;

	private final Passes tools;

	private final TunnelId tunnel;

	private final RunLog run;

	private final TunnelLock.Held lock;

	private final Reports reports;

	private final Desired desired;

	private final Map<Hostname, Problem> refused = new HashMap<>();

	/** Servers of a refused configuration, of which it is not known which is to blame. */
	private final Deque<Hostname> suspects = new ArrayDeque<>();

	private @Nullable Reads reads;

	/** What was read since the last write. */
	private final Set<Part> fresh = EnumSet.noneOf(Part.class);

	/** What the last stage has made, and what must not be wanted again therefore. */
	private Set<ChangeRow> made = Set.of();

	Pass(Passes tools, TunnelId tunnel, List<Server> servers, Reports reports, RunLog run, TunnelLock.Held lock) {
		this.tools = tools;
		this.tunnel = tunnel;
		this.run = run;
		this.lock = lock;
		this.reports = reports;
		GroupTranslation groups = tools.groups().now();
		this.desired = tools.wishes().of(tunnel, servers, groups);
		for (Server server : servers) {
			if (!server.retired()) {
				groups.awaitedBy(server.spec().policies())
					.ifPresent((group) -> this.refused.put(server.spec().hostname(), Problems.groupAwaited(group)));
			}
		}
	}

	Result go() {
		read(EnumSet.allOf(Part.class));
		for (int round = 0; round < ROUNDS; round++) {
			Observed observed = observed();
			Plan plan = Planner.plan(this.desired, observed, held());
			Set<Hostname> waiting = waiting(plan);
			Plan permitted = permitted(plan, observed, waiting);
			this.run.planned(permitted);
			if (permitted.settled()) {
				if (this.suspects.poll() != null) {
					continue;
				}
				return ended(plan, waiting, observed);
			}
			if (holdPerpetual(permitted) || lookedCloser(permitted)) {
				continue;
			}
			this.reports.applying(permitted);
			Outcome outcome = this.tools.applier().apply(this.tunnel, permitted.nextStage(), this.run, this.lock);
			this.made = Set.of();
			switch (outcome) {
				case Outcome.Applied applied -> this.made = rows(permitted);
				case Outcome.Moved moved -> {
				}
				case Outcome.Refused refusal -> hold(refusal);
				case Outcome.Postponed postponed -> {
					shutWhatNobodyGuards(observed);
					return new Result.Postponed(postponed.problem(),
							(postponed.notBefore() != null) ? postponed.notBefore() : Duration.ZERO);
				}
			}
			readAgain(outcome);
		}
		throw new IllegalStateException("no end in sight for tunnel " + this.tunnel);
	}

	private Reads read(Set<Part> parts) {
		Collection<Wanted> wanted = this.desired.servers().values();
		Reads read = (this.reads == null) ? this.tools.observer().read(this.tunnel, wanted)
				: this.tools.observer().readAgain(this.reads, parts, this.tunnel, wanted);
		this.reads = read;
		this.fresh.addAll(parts);
		return read;
	}

	/** Reads again what was written, unless Cloudflare has answered what stands now. */
	private void readAgain(Outcome outcome) {
		this.fresh.clear();
		Set<Part> stale = EnumSet.copyOf(outcome.touched());
		switch (outcome) {
			case Outcome.Applied applied when applied.configuration() != null && this.reads != null -> {
				this.reads = this.reads.with(applied.configuration());
				stale.remove(Part.CONFIGURATION);
			}
			case Outcome.Moved moved -> stale = EnumSet.allOf(Part.class);
			case Outcome.Applied applied -> {
			}
			case Outcome.Refused refused -> {
			}
			case Outcome.Postponed postponed -> {
			}
		}
		read(stale);
	}

	private Observed observed() {
		Collection<Wanted> wanted = this.desired.servers().values();
		return this.tools.observer().observe(this.tunnel, wanted, Objects.requireNonNull(this.reads));
	}

	/**
	 * Whether something had to be read before the next stage, which must not act on what
	 * was read before the last write: whoever lays something open looks at the protection
	 * first, and whoever takes protection away looks for ways in.
	 */
	private boolean lookedCloser(Plan plan) {
		Set<Part> needed = EnumSet.noneOf(Part.class);
		plan.stage().ifPresent((stage) -> needed.addAll(switch (stage) {
			case GUARD -> Set.<Part>of();
			case LEAD, EXPOSE -> Set.of(Part.APPLICATIONS);
			case UNGUARD -> Set.of(Part.CONFIGURATION, Part.RECORDS);
		}));
		needed.removeAll(this.fresh);
		if (needed.isEmpty()) {
			return false;
		}
		read(needed);
		return true;
	}

	/** The hostnames whose removal the mode does not permit, or a person has to. */
	private Set<Hostname> waiting(Plan plan) {
		Set<Hostname> removals = Guard.removals(plan);
		boolean braked = removals.size() > this.tools.properties().deletionBrake()
				&& !this.tools.approvals().given(this.tunnel.toString(), Guard.basis(plan));
		return this.tools.properties().guard(braked).permits(Removal.WANTED) ? Set.of() : removals;
	}

	/** What of the plan may be done now; what waits keeps what it has. */
	private Plan permitted(Plan plan, Observed observed, Set<Hostname> waiting) {
		if (!this.tools.properties().guard(false).permits(Removal.NONE)) {
			return new Plan(plan.tunnel(), List.of(), plan.conflicts(), Set.of());
		}
		Set<Hostname> kept = new HashSet<>(held());
		kept.addAll(waiting);
		return waiting.isEmpty() ? plan : Planner.plan(this.desired, observed, kept);
	}

	/**
	 * Whether a change that was made is wanted again, since Cloudflare makes something
	 * else of it: its servers are held, and the others carry on.
	 */
	private boolean holdPerpetual(Plan plan) {
		Set<ChangeRow> again = new LinkedHashSet<>(rows(plan));
		again.retainAll(this.made);
		for (ChangeRow row : again) {
			Problem problem = Problems.perpetualDifference("%s %s".formatted(row.kind(), row.hostnames()));
			row.hostnames().forEach((hostname) -> this.refused.put(hostname, problem));
		}
		return !again.isEmpty();
	}

	private static Set<ChangeRow> rows(Plan plan) {
		return plan.nextStage().stream().map(ChangeRow::of).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * What cannot be protected now must not be reached meanwhile (I1). Acts on what was
	 * seen before when Cloudflare does not even answer a look.
	 */
	private void shutWhatNobodyGuards(Observed seen) {
		Plan shut = Planner.shut(this.desired, seen);
		if (shut.settled()) {
			return;
		}
		try {
			read(EnumSet.allOf(Part.class));
			shut = Planner.shut(this.desired, observed());
		}
		catch (CloudflareException ex) {
			log.warn("Shutting what nobody guards on an older look tunnel={} said={}", this.tunnel, ex.getMessage());
		}
		this.run.planned(shut);
		this.tools.applier().applyEach(this.tunnel, shut.changes(), this.run, this.lock);
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

	private Result ended(Plan plan, Set<Hostname> waiting, Observed observed) {
		boolean brake = this.tools.properties().mode() == Mode.FULL && !waiting.isEmpty();
		if (brake) {
			Problem problem = Problems.removalsNeedApproval(waiting.size());
			waiting.forEach((hostname) -> this.refused.put(hostname, problem));
			this.run.ended(Run.Status.AWAITING_APPROVAL, problem);
			this.reports.settled(plan, this.refused, null);
			return new Result.Waiting();
		}
		boolean withheld = !plan.settled();
		boolean held = !plan.conflicts().isEmpty() || !this.refused.isEmpty() || withheld;
		this.run.ended(held ? Run.Status.HELD : Run.Status.DONE, null);
		this.reports.settled(plan, this.refused, withheld ? Problems.observeOnly() : null);
		if (withheld) {
			return new Result.Waiting();
		}
		this.tools.observer().releaseGone(this.tunnel, this.desired.servers().values(), observed);
		this.tools.approvals().forget(this.tunnel.toString());
		return new Result.Finished(this.tools.farewell().to(this.tunnel, this.reports.servers()));
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
