package dev.postern.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
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
import java.util.stream.Stream;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.Refusals.Refusal;
import dev.postern.reconcile.Refusals.Stop;
import dev.postern.reconcile.apply.StageOutcome;
import dev.postern.reconcile.apply.WriterLock;
import dev.postern.reconcile.ledger.GroupTranslation;
import dev.postern.reconcile.observe.Freshness;
import dev.postern.reconcile.observe.Snapshot;
import dev.postern.reconcile.observe.Snapshot.Part;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.Conflict;
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

	private final TunnelPassServices services;

	private final TunnelId tunnel;

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

	private final Map<Hostname, ServerId> servers = new HashMap<>();

	private final Map<ServerId, Refusal> remembered;

	private final Map<Hostname, Stop> stopped = new HashMap<>();

	/** Servers whose application could not be made as the wanted type, and why. */
	private final Map<Hostname, Problem> typeRefused = new HashMap<>();

	/** Servers of a refused configuration, of which it is not known which is to blame. */
	private final Deque<Hostname> suspects = new ArrayDeque<>();

	private @Nullable Snapshot snapshot;

	/** What was read since the last write. */
	private final Set<Part> fresh = EnumSet.noneOf(Part.class);

	/**
	 * What the last stage has made. When it is planned again, the difference is
	 * perpetual.
	 */
	private Set<StoredChange> made = Set.of();

	private final Freshness freshness;

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
		this.remembered = services.refusals().of(servers.stream().map(Server::id).toList());
		for (Server server : servers) {
			this.servers.put(server.spec().hostname(), server.id());
			if (!server.retired()) {
				groups.awaitedBy(server.spec().policies())
					.ifPresent((group) -> this.stopped.put(server.spec().hostname(),
							new Stop(Phase.PENDING, ReconcileProblems.groupAwaited(group))));
			}
		}
	}

	Result run() {
		readAll();
		for (int round = 0; round < ROUNDS; round++) {
			ObservedState observed = observed();
			this.desired = possible(observed);
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
			noteFormerTypes(permitted.nextStage());
			StageOutcome outcome = this.services.applier()
				.apply(this.tunnel, permitted.nextStage(), this.recorder, this.lock);
			this.made = Set.of();
			switch (outcome) {
				case StageOutcome.Applied applied -> this.made = rows(permitted);
				case StageOutcome.Outdated outdated -> {
				}
				case StageOutcome.Refused refusal -> hold(refusal, permitted.nextStage());
				case StageOutcome.Postponed postponed -> {
					closeUnprotected(observed);
					return new Result.Postponed(postponed.problem(),
							(postponed.notBefore() != null) ? postponed.notBefore() : Duration.ZERO);
				}
			}
			readAgain(outcome);
		}
		throw new IllegalStateException("no end in sight for tunnel " + this.tunnel);
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
			if (this.reporter.awaitsAccess() && this.services.properties().guard(false).permits(Removal.NONE)) {
				narrow();
			}
			throw ex;
		}
	}

	private void narrow() {
		try {
			Plan narrow = Planner.narrow(this.desired,
					this.services.observer().observeApplications(this.tunnel, this.desired.servers().values()));
			this.reporter.seen(narrow);
			if (!narrow.settled()) {
				this.recorder.planned(narrow);
				this.services.applier().applyEach(this.tunnel, narrow.changes(), this.recorder, this.lock);
			}
		}
		catch (CloudflareException ex) {
			log.warn("Cannot take access away yet tunnel={} said={}", this.tunnel, ex.getMessage());
		}
	}

	/** What is wanted, as far as Cloudflare takes it now. */
	private DesiredState possible(ObservedState observed) {
		DesiredState possible = this.registered;
		for (DesiredServer wanted : this.registered.servers().values()) {
			Refusal refusal = this.remembered.get(wanted.server());
			if (refusal != null && keepsFormerType(wanted.hostname(), refusal, observed)) {
				possible = possible.with(wanted.ofType(Objects.requireNonNull(refusal.formerType())));
			}
		}
		return possible;
	}

	private boolean keepsFormerType(Hostname hostname, Refusal refusal, ObservedState observed) {
		String former = refusal.formerType();
		return former != null && (this.typeRefused.containsKey(hostname)
				|| (refusal.isAwaited(this.services.now()) && observed.isOfType(hostname, former)));
	}

	/** An application that goes to come again as another type may have to come back. */
	private void noteFormerTypes(List<Change> stage) {
		for (Change change : stage) {
			if (change instanceof Change.DeleteApp delete && this.desired.servers().containsKey(delete.hostname())) {
				this.services.refusals().rebuilding(delete.server(), delete.before().type());
				this.remembered.merge(delete.server(), Refusal.of(delete.before().type()),
						(before, now) -> before.withFormerType(delete.before().type()));
			}
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
			case StageOutcome.Applied applied when applied.configuration() != null && this.snapshot != null -> {
				this.snapshot = this.snapshot.with(applied.configuration());
				stale.remove(Part.CONFIGURATION);
			}
			case StageOutcome.Outdated outdated -> stale = EnumSet.allOf(Part.class);
			case StageOutcome.Applied applied -> {
			}
			case StageOutcome.Refused refused -> {
			}
			case StageOutcome.Postponed postponed -> {
			}
		}
		read(stale);
	}

	private ObservedState observed() {
		Collection<DesiredServer> wanted = this.desired.servers().values();
		return this.services.observer().observe(this.tunnel, wanted, Objects.requireNonNull(this.snapshot));
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

	/** The hostnames whose removal the mode does not permit, or a person has to. */
	private Set<Hostname> waiting(Plan plan) {
		Set<Hostname> removals = Guard.removals(plan);
		boolean braked = removals.size() > this.services.properties().deletionBrake()
				&& !this.services.approvals().isApproved(this.tunnel.toString(), Guard.basis(plan));
		return this.services.properties().guard(braked).permits(Removal.WANTED) ? Set.of() : removals;
	}

	/** What of the plan may be done now; what waits keeps what it has. */
	private Plan permitted(Plan plan, ObservedState observed, Set<Hostname> waiting) {
		if (!this.services.properties().guard(false).permits(Removal.NONE)) {
			return plan.withoutChanges();
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
		Set<StoredChange> again = new LinkedHashSet<>(rows(plan));
		again.retainAll(this.made);
		for (StoredChange row : again) {
			Problem problem = ReconcileProblems.perpetualDifference("%s %s".formatted(row.kind(), row.hostnames()));
			row.hostnames().forEach((hostname) -> stop(hostname, problem));
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
		Set<Hostname> held = new HashSet<>(this.stopped.keySet());
		this.suspects.stream().skip(1).forEach(held::add);
		return held;
	}

	/** When a whole configuration is refused, each of its servers is tried by itself. */
	private void hold(StageOutcome.Refused refusal, List<Change> stage) {
		if (refusal.hostnames().size() > 1) {
			this.suspects.addAll(refusal.hostnames().stream().sorted().toList());
			return;
		}
		for (Hostname hostname : refusal.hostnames()) {
			if (!canFallBack(hostname, stage)) {
				this.typeRefused.remove(hostname);
				stop(hostname, refusal.problem());
			}
			else {
				this.typeRefused.put(hostname, refusal.problem());
			}
		}
		this.suspects.removeAll(refusal.hostnames());
	}

	/**
	 * Whether an application that cannot be made as another type can come back as what it
	 * was, so that a change of type never ends with the server down.
	 */
	private boolean canFallBack(Hostname hostname, List<Change> stage) {
		ServerId server = this.servers.get(hostname);
		Refusal refusal = (server != null) ? this.remembered.get(server) : null;
		boolean creating = stage.stream()
			.anyMatch((change) -> change instanceof Change.CreateApp create && create.hostname().equals(hostname)
					&& refusal != null && !create.after().type().equals(refusal.formerType()));
		return creating && refusal != null && refusal.formerType() != null && !this.typeRefused.containsKey(hostname);
	}

	private void stop(Hostname hostname, Problem problem) {
		ServerId server = this.servers.get(hostname);
		this.stopped.put(hostname,
				(server != null) ? this.services.refusals().refused(server, problem) : new Stop(Phase.HELD, problem));
	}

	private Result ended(Plan plan, Set<Hostname> waiting, ObservedState observed) {
		boolean brake = this.services.properties().mode() == Mode.FULL && !waiting.isEmpty();
		noteWhatMayPass(plan);
		if (brake) {
			Problem problem = ReconcileProblems.removalsNeedApproval(waiting.size());
			waiting.forEach((hostname) -> this.stopped.put(hostname, new Stop(Phase.HELD, problem)));
			this.recorder.ended(Run.Status.AWAITING_APPROVAL, problem);
			this.reporter.settled(plan, this.stopped, null);
			return new Result.Waiting(retryAt());
		}
		boolean withheld = !plan.settled();
		boolean held = !plan.conflicts().isEmpty() || !this.stopped.isEmpty() || withheld;
		this.recorder.ended(held ? Run.Status.HELD : Run.Status.DONE, null);
		this.reporter.settled(plan, this.stopped, withheld ? ReconcileProblems.observeOnly() : null);
		if (withheld) {
			return new Result.Waiting(retryAt());
		}
		forgetRefusals();
		this.reporter.moveToZones(observed.zones());
		this.services.observer().releaseGone(this.tunnel, this.desired.servers().values(), observed);
		this.services.approvals().forget(this.tunnel.toString());
		return new Result.Finished(this.services.cleanup().cleanUp(this.tunnel, this.reporter.servers()), retryAt());
	}

	/** What no person has to decide is tried again by itself. */
	private void noteWhatMayPass(Plan plan) {
		for (Conflict conflict : plan.conflicts()) {
			if (conflict.kind().mayPass()) {
				stop(conflict.hostname(), ReconcileProblems.of(conflict));
			}
		}
		for (Hostname hostname : plan.awaited()) {
			ServerId server = this.servers.get(hostname);
			if (server != null) {
				this.stopped.put(hostname,
						this.services.refusals().awaited(server, ReconcileProblems.notShownYet(hostname)));
			}
		}
		for (DesiredServer wanted : this.registered.servers().values()) {
			String type = Objects.requireNonNull(this.desired.servers().get(wanted.hostname())).application().type();
			if (!type.equals(wanted.application().type()) && !this.stopped.containsKey(wanted.hostname())) {
				this.stopped.put(wanted.hostname(), typeStop(wanted, type));
			}
		}
	}

	private Stop typeStop(DesiredServer wanted, String type) {
		Problem refused = this.typeRefused.get(wanted.hostname());
		Problem problem = ReconcileProblems.typeRefused(type, wanted.application().type(),
				(refused != null) ? refused.said() : this.reporter.said(wanted.server()));
		if (refused != null) {
			return this.services.refusals().typeRefused(wanted.server(), problem);
		}
		Instant retryAt = Objects.requireNonNull(this.remembered.get(wanted.server())).retryAt();
		return new Stop(Phase.HELD, (retryAt != null) ? problem.retryingAt(retryAt) : problem);
	}

	private void forgetRefusals() {
		Set<ServerId> well = new HashSet<>(this.remembered.keySet());
		this.stopped.keySet().forEach((hostname) -> well.remove(this.servers.get(hostname)));
		if (!well.isEmpty()) {
			this.services.refusals().forget(well);
		}
	}

	/**
	 * When the first of what is not held is tried again; {@code null} when nothing is.
	 * What is held has time until the next look.
	 */
	private @Nullable Instant retryAt() {
		return this.stopped.values()
			.stream()
			.filter((stop) -> stop.phase() != Phase.HELD)
			.flatMap((stop) -> Stream.ofNullable(stop.problem().retryAt()))
			.min(Comparator.naturalOrder())
			.orElse(null);
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
