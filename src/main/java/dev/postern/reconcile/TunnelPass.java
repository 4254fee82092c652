package dev.postern.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.reconcile.Refusals.Stop;
import dev.postern.reconcile.apply.StageOutcome;
import dev.postern.reconcile.apply.WriterLock;
import dev.postern.reconcile.ledger.GroupTranslation;
import dev.postern.reconcile.ledger.OwnedResource;
import dev.postern.reconcile.observe.Freshness;
import dev.postern.reconcile.observe.Snapshot;
import dev.postern.reconcile.observe.Snapshot.Part;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.DesiredServer;
import dev.postern.reconcile.plan.DesiredState;
import dev.postern.reconcile.plan.Guard;
import dev.postern.reconcile.plan.Guard.Removal;
import dev.postern.reconcile.plan.Mode;
import dev.postern.reconcile.plan.ObservedState;
import dev.postern.reconcile.plan.Plan;
import dev.postern.reconcile.plan.Planner;
import dev.postern.reconcile.runs.ReconcileProblems;
import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.runs.RunRecorder;
import dev.postern.reconcile.runs.StoredChange;
import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over one tunnel: observe, plan, apply a stage, observe what it wrote, until an
 * empty plan is seen. Servers that Cloudflare refuses are held and the others carry on.
 */
final class TunnelPass {

	private static final Logger log = LoggerFactory.getLogger(TunnelPass.class);

	/** More rounds than any honest plan needs; somebody else keeps changing things. */
	private static final int ROUNDS = 200;

	/**
	 * A pass that began before removals were approved, and asked for, is over by then.
	 */
	private static final Duration APPROVED_AHEAD = Duration.ofMinutes(1);

	private final TunnelPassServices services;

	private final TunnelId tunnel;

	private final Freshness freshness;

	private final RunRecorder recorder;

	private final WriterLock.HeldLock lock;

	private final PhaseReporter reporter;

	/** What the registry wants. */
	private final DesiredState registered;

	/**
	 * The same, but for applications that stay of another type as long as Cloudflare
	 * refuses the wanted one.
	 */
	private DesiredState desired;

	private final Stops stops;

	/** Servers of a refused configuration, of which it is not known which is to blame. */
	private final Deque<Hostname> suspects = new ArrayDeque<>();

	private @Nullable Snapshot snapshot;

	/** Zones whose records the token may read and not change, as this pass has found. */
	private final Set<ZoneId> readOnly = new HashSet<>();

	/** The hostnames of which this pass was to take something away. */
	private final Set<Hostname> toRemove = new HashSet<>();

	/** Those of them for which a person has said yes. */
	private final Set<Hostname> approved = new HashSet<>();

	/** What was read since the last write. */
	private final Set<Part> fresh = EnumSet.noneOf(Part.class);

	/**
	 * What the last stage has made. When it is planned again, the difference is
	 * perpetual.
	 */
	private Set<StoredChange> made = Set.of();

	TunnelPass(TunnelPassServices services, TunnelId tunnel, List<Server> servers, Freshness freshness,
			PhaseReporter reporter, RunRecorder run, WriterLock.HeldLock lock) {
		this.services = services;
		this.freshness = freshness;
		this.tunnel = tunnel;
		this.recorder = run;
		this.lock = lock;
		this.reporter = reporter;
		GroupTranslation groups = services.groups().now();
		this.registered = services.desiredStates().of(tunnel, servers, groups);
		this.desired = this.registered;
		this.stops = new Stops(services.refusals(), services.clock(), servers);
		for (Server server : servers) {
			if (!server.retired()) {
				groups.awaitedBy(server.spec().policies())
					.ifPresent((group) -> this.stops.put(server.spec().hostname(),
							new Stop(Phase.PENDING, ReconcileProblems.groupAwaited(group))));
			}
		}
	}

	Result run() {
		readAll();
		for (int round = 0; round < ROUNDS; round++) {
			ObservedState observed = observed();
			if (round == 0 && expired(observed)) {
				continue;
			}
			this.desired = this.stops.possible(this.registered, observed);
			Plan plan = Planner.plan(this.desired, observed, held());
			this.reporter.seen(plan);
			Set<Hostname> waiting = waiting(plan);
			Plan permitted = permitted(plan, observed, waiting);
			this.recorder.planned(permitted);
			if (permitted.settled()) {
				if (this.suspects.poll() != null) {
					continue;
				}
				return ended(plan, waiting, observed);
			}
			if (holdPerpetual(permitted) || refreshed(permitted)) {
				continue;
			}
			this.reporter.applying(permitted);
			this.stops.noteFormerTypes(permitted.nextStage(), this.desired);
			StageOutcome outcome = this.services.applier()
				.apply(this.tunnel, permitted.nextStage(), this.recorder, this.lock);
			this.made = Set.of();
			switch (outcome) {
				case StageOutcome.Applied applied -> this.made = rows(permitted);
				case StageOutcome.Outdated outdated -> {
				}
				case StageOutcome.Refused refusal -> hold(refusal, permitted.nextStage());
				case StageOutcome.Forbidden forbidden when this.readOnly.add(forbidden.zone()) ->
					this.stops.noteAnswer(forbidden.hostnames(), forbidden.problem());
				case StageOutcome.Forbidden forbidden -> {
					return postponed(forbidden.problem(), Duration.ZERO, observed);
				}
				case StageOutcome.Postponed(var touched, var problem, var notBefore) -> {
					return postponed(problem, (notBefore != null) ? notBefore : Duration.ZERO, observed);
				}
			}
			readAgain(outcome);
		}
		throw new IllegalStateException("no end in sight for tunnel " + this.tunnel);
	}

	/**
	 * Takes out first who was let in for a while and shall not be any more: it waits for
	 * no approval, no mode and no server that is held.
	 */
	private boolean expired(ObservedState observed) {
		Plan over = Planner.expire(this.registered, observed);
		if (over.settled()) {
			return false;
		}
		this.recorder.planned(over);
		this.services.applier().applyEach(this.tunnel, over.changes(), this.recorder, this.lock);
		read(EnumSet.of(Part.APPLICATIONS));
		return true;
	}

	private Result postponed(Problem problem, Duration notBefore, ObservedState seen) {
		closeUnprotected(seen);
		return new Result.Postponed(problem, notBefore);
	}

	/**
	 * Reads everything. Where that fails, who shall not get in any more is kept out all
	 * the same.
	 */
	private void readAll() {
		try {
			read(EnumSet.allOf(Part.class));
		}
		catch (CloudflareException.Throttled ex) {
			throw ex;
		}
		catch (CloudflareException ex) {
			boolean permitted = this.services.properties().guard(false).permits(Removal.NONE);
			if (this.reporter.awaitsAccess() && (permitted || !this.services.grants().overdue().isEmpty())) {
				narrow();
			}
			throw ex;
		}
	}

	private void narrow() {
		try {
			ObservedState observed = this.services.observer()
				.observeApplications(this.tunnel, this.desired.servers().values());
			Plan narrow = this.services.properties().guard(false).permits(Removal.NONE)
					? Planner.narrow(this.desired, observed, held()) : Planner.expire(this.registered, observed);
			this.reporter.seen(narrow);
			seen(observed);
			if (!narrow.settled()) {
				this.recorder.planned(narrow);
				this.services.applier().applyEach(this.tunnel, narrow.changes(), this.recorder, this.lock);
			}
		}
		catch (CloudflareException ex) {
			log.warn("Cannot take access away yet tunnel={} said={}", this.tunnel, ex.getMessage());
		}
	}

	private Snapshot read(Set<Part> parts) {
		Collection<DesiredServer> wanted = this.desired.servers().values();
		Snapshot snapshot = (this.snapshot == null) ? this.services.observer().read(this.tunnel, wanted, this.freshness)
				: this.services.observer().refresh(this.snapshot, parts, this.tunnel, wanted);
		this.snapshot = snapshot;
		this.fresh.addAll(parts);
		return snapshot;
	}

	/** Reads again what was written, unless Cloudflare has answered what stands now. */
	private void readAgain(StageOutcome outcome) {
		this.fresh.clear();
		Set<Part> stale = EnumSet.copyOf(outcome.touched());
		switch (outcome) {
			case StageOutcome.Applied applied when this.snapshot != null && applied.configuration() != null
					&& applied.configuration().tellsRules() -> {
				this.snapshot = this.snapshot.with(applied.configuration());
				stale.remove(Part.CONFIGURATION);
			}
			case StageOutcome.Outdated outdated -> stale = EnumSet.allOf(Part.class);
			case StageOutcome.Applied applied -> {
			}
			case StageOutcome.Refused refused -> {
			}
			case StageOutcome.Forbidden forbidden -> {
			}
			case StageOutcome.Postponed postponed -> {
			}
		}
		read(stale);
	}

	private ObservedState observed() {
		Collection<DesiredServer> wanted = this.desired.servers().values();
		ObservedState observed = this.services.observer()
			.observe(this.tunnel, wanted, Objects.requireNonNull(this.snapshot))
			.withReadOnly(this.readOnly);
		seen(observed);
		return observed;
	}

	/** Tells for whom it was seen that they are let in for a while, or not any more. */
	private void seen(ObservedState observed) {
		this.services.grants().seen(observed.policies());
	}

	/**
	 * Whether something had to be read before the next stage, which must not act on what
	 * was read before the last write: whoever lays something open looks at the protection
	 * first, and whoever takes protection away looks for ways in.
	 */
	private boolean refreshed(Plan plan) {
		Set<Part> needed = EnumSet.noneOf(Part.class);
		plan.stage().ifPresent((stage) -> needed.addAll(switch (stage) {
			case PROTECT -> Set.<Part>of();
			case ROUTE, EXPOSE -> Set.of(Part.APPLICATIONS);
			case UNPROTECT -> Set.of(Part.CONFIGURATION, Part.RECORDS);
		}));
		needed.removeAll(this.fresh);
		if (needed.isEmpty()) {
			return false;
		}
		read(needed);
		return true;
	}

	/**
	 * The hostnames whose removal the mode does not permit, or a person has to. What is
	 * held on the way neither makes room for others nor takes an approval back.
	 */
	private Set<Hostname> waiting(Plan plan) {
		Set<Hostname> removals = Guard.removals(plan);
		if (this.services.approvals().isApproved(this.tunnel.toString(), Guard.basis(plan))) {
			this.approved.addAll(removals);
		}
		this.toRemove.addAll(removals);
		boolean braked = this.toRemove.size() > this.services.properties().deletionBrake()
				&& !this.approved.containsAll(removals);
		return this.services.properties().guard(braked).permits(Removal.WANTED) ? Set.of() : removals;
	}

	/** What of the plan may be done now; what waits keeps what it has. */
	private Plan permitted(Plan plan, ObservedState observed, Set<Hostname> waiting) {
		if (!this.services.properties().guard(false).permits(Removal.NONE)) {
			return plan.withoutChanges();
		}
		return waiting.isEmpty() ? plan : Planner.plan(this.desired, observed, held(), waiting);
	}

	/**
	 * Whether a change that was made is wanted again, since Cloudflare makes something
	 * else of it: its servers are held, and the others carry on.
	 */
	private boolean holdPerpetual(Plan plan) {
		Set<StoredChange> again = new LinkedHashSet<>(rows(plan));
		again.retainAll(this.made);
		for (StoredChange row : again) {
			Problem problem = ReconcileProblems.perpetualDifference("%s %s".formatted(row.kind(), row.hostnames()));
			row.hostnames().forEach((hostname) -> this.stops.stop(hostname, problem));
		}
		return !again.isEmpty();
	}

	private static Set<StoredChange> rows(Plan plan) {
		return plan.nextStage().stream().map(StoredChange::of).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * What cannot be protected now must not be reached meanwhile (I1). Acts on what was
	 * seen before when Cloudflare does not even answer a look.
	 */
	private void closeUnprotected(ObservedState seen) {
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
		this.recorder.planned(shut);
		this.services.applier().applyEach(this.tunnel, shut.changes(), this.recorder, this.lock);
	}

	private Set<Hostname> held() {
		Set<Hostname> held = new HashSet<>(this.stops.all().keySet());
		this.suspects.stream().skip(1).forEach(held::add);
		return held;
	}

	/** When a whole configuration is refused, each of its servers is tried by itself. */
	private void hold(StageOutcome.Refused refusal, List<Change> stage) {
		if (refusal.hostnames().size() > 1) {
			this.suspects.addAll(refusal.hostnames().stream().sorted().toList());
			return;
		}
		refusal.hostnames().forEach((hostname) -> this.stops.refused(hostname, refusal.problem(), stage));
		this.suspects.removeAll(refusal.hostnames());
	}

	private Result ended(Plan plan, Set<Hostname> waiting, ObservedState observed) {
		boolean brake = this.services.properties().mode() == Mode.FULL && !waiting.isEmpty();
		this.stops.noteWhatMayPass(plan, this.registered, this.desired, this.reporter);
		if (brake) {
			Problem problem = ReconcileProblems.removalsNeedApproval(waiting.size());
			waiting.forEach((hostname) -> this.stops.put(hostname, new Stop(Phase.HELD, problem)));
			this.recorder.ended(Run.Status.AWAITING_APPROVAL, problem);
			settled(plan, null);
			return new Result.Waiting(this.stops.retryAt());
		}
		boolean withheld = !plan.settled();
		Set<Hostname> stopped = this.stops.held();
		plan.conflicts().forEach((conflict) -> stopped.add(conflict.hostname()));
		boolean held = withheld || (!stopped.isEmpty() && this.recorder.concerns(stopped));
		this.recorder.ended(held ? Run.Status.HELD : Run.Status.DONE, null);
		settled(plan, withheld ? ReconcileProblems.observeOnly() : null);
		if (withheld) {
			return new Result.Waiting(this.stops.retryAt());
		}
		this.stops.forgetWhatPassed();
		this.reporter.moveToZones(observed.zones());
		List<OwnedResource> last = this.services.observer()
			.releaseGone(this.tunnel, this.desired.servers().values(), observed);
		this.services.cleanup().letGo(last, observed, Objects.requireNonNull(this.snapshot).goneRecords());
		Instant now = this.services.clock().instant();
		this.services.approvals()
			.forget(this.tunnel.toString(), this.toRemove.isEmpty() ? now.minus(APPROVED_AHEAD) : now);
		return new Result.Finished(this.services.cleanup().cleanUp(this.tunnel, this.reporter.servers()),
				this.stops.retryAt());
	}

	/** Of what was told before, a run tells only where it tried again. */
	private void settled(Plan plan, @Nullable Problem withheld) {
		this.recorder.stopped(this.reporter.settled(plan, this.stops.all(), withheld)
			.stream()
			.filter((stop) -> this.recorder.touches(stop.hostname()) || !this.reporter.isKnown(stop))
			.toList());
	}

	/** How a pass ended. */
	sealed interface Result {

		/**
		 * Everything that is not held stands as it should.
		 *
		 * @param nextTunnels tunnels that servers have left and that can let go of them
		 * now
		 * @param retryAt when to look again at what Cloudflare refused; {@code null} when
		 * nothing was
		 */
		record Finished(List<TunnelId> nextTunnels, @Nullable Instant retryAt) implements Result {
		}

		/**
		 * It goes on when a person has decided.
		 *
		 * @param retryAt when to look again at what Cloudflare refused besides;
		 * {@code null} when nothing was
		 */
		record Waiting(@Nullable Instant retryAt) implements Result {
		}

		/** It goes on by itself, later. */
		record Postponed(Problem problem, Duration notBefore) implements Result {
		}

	}

}
