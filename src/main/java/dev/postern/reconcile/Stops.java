package dev.postern.reconcile;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.Refusals.Refusal;
import dev.postern.reconcile.Refusals.Stop;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.Conflict;
import dev.postern.reconcile.plan.DesiredServer;
import dev.postern.reconcile.plan.DesiredState;
import dev.postern.reconcile.plan.ObservedState;
import dev.postern.reconcile.plan.Plan;
import dev.postern.reconcile.runs.ReconcileProblems;
import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;

/**
 * The servers that a pass stops at, and why: what Cloudflare refuses, does not show yet
 * or does not tell, and applications that come back as what they were.
 */
final class Stops {

	private static final Set<Phase> PASSING = EnumSet.of(Phase.APPLYING, Phase.REMOVING);

	private final Refusals refusals;

	private final Clock clock;

	private final Map<Hostname, ServerId> servers = new HashMap<>();

	private final Map<ServerId, Refusal> remembered;

	private final Map<Hostname, Stop> stopped = new HashMap<>();

	/**
	 * What Cloudflare has answered to changes of records in a zone that it keeps shut.
	 */
	private final Map<Hostname, Problem> answers = new HashMap<>();

	/** Servers whose application could not be made as the wanted type, and why. */
	private final Map<Hostname, Problem> typeRefused = new HashMap<>();

	Stops(Refusals refusals, Clock clock, List<Server> servers) {
		this.refusals = refusals;
		this.clock = clock;
		servers.forEach((server) -> this.servers.put(server.spec().hostname(), server.id()));
		this.remembered = refusals.of(this.servers.values());
	}

	Map<Hostname, Stop> all() {
		return this.stopped;
	}

	/** Those of them that are stopped at for more than a wait that passes for certain. */
	Set<Hostname> held() {
		return this.stopped.entrySet()
			.stream()
			.filter((one) -> !PASSING.contains(one.getValue().phase()))
			.map(Map.Entry::getKey)
			.collect(Collectors.toCollection(HashSet::new));
	}

	void put(Hostname hostname, Stop stop) {
		this.stopped.put(hostname, stop);
	}

	/** Notes what Cloudflare has said, for those of these servers that are stopped at. */
	void noteAnswer(Collection<Hostname> hostnames, Problem answer) {
		hostnames.forEach((hostname) -> this.answers.put(hostname, answer));
	}

	/** Stops at a server until it is tried again. */
	void stop(Hostname hostname, Problem problem) {
		ServerId server = this.servers.get(hostname);
		this.stopped.put(hostname,
				(server != null) ? this.refusals.refused(server, problem) : new Stop(Phase.HELD, problem));
	}

	/** Stops at a server, unless its application can come back as what it was. */
	void refused(Hostname hostname, Problem problem, List<Change> stage) {
		if (canFallBack(hostname, stage)) {
			this.typeRefused.put(hostname, problem);
		}
		else {
			this.typeRefused.remove(hostname);
			stop(hostname, problem);
		}
	}

	/** What is wanted, as far as Cloudflare takes it now. */
	DesiredState possible(DesiredState registered, ObservedState observed) {
		DesiredState possible = registered;
		for (DesiredServer wanted : registered.servers().values()) {
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
				|| (refusal.isAwaited(this.clock.instant()) && observed.isOfType(hostname, former)));
	}

	/** An application that goes to come again as another type may have to come back. */
	void noteFormerTypes(List<Change> stage, DesiredState desired) {
		for (Change change : stage) {
			if (change instanceof Change.DeleteApp delete && desired.servers().containsKey(delete.hostname())) {
				this.refusals.rebuilding(delete.server(), delete.before().type());
				this.remembered.merge(delete.server(), Refusal.of(delete.before().type()),
						(before, now) -> before.withFormerType(delete.before().type()));
			}
		}
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

	/** What no person has to decide is tried again by itself. */
	void noteWhatMayPass(Plan plan, DesiredState registered, DesiredState desired, PhaseReporter reporter) {
		for (Conflict conflict : plan.conflicts()) {
			if (conflict.kind().mayPass()) {
				stop(conflict.hostname(), ReconcileProblems.of(conflict, this.answers.get(conflict.hostname())));
			}
		}
		for (Hostname hostname : plan.awaited()) {
			ServerId server = this.servers.get(hostname);
			if (server != null) {
				this.stopped.put(hostname, this.refusals.awaited(server, ReconcileProblems.notShownYet(hostname)));
			}
		}
		plan.unenforced()
			.forEach((hostname, time) -> this.stopped.put(hostname,
					registered.servers().containsKey(hostname)
							? new Stop(Phase.APPLYING, ReconcileProblems.notEnforcedYet(hostname).retryingAt(time))
							: new Stop(Phase.REMOVING, ReconcileProblems.notUnroutedYet(hostname).retryingAt(time))));
		for (DesiredServer wanted : registered.servers().values()) {
			String type = Objects.requireNonNull(desired.servers().get(wanted.hostname())).application().type();
			if (!type.equals(wanted.application().type()) && !this.stopped.containsKey(wanted.hostname())) {
				this.stopped.put(wanted.hostname(), typeStop(wanted, type, reporter));
			}
		}
	}

	private Stop typeStop(DesiredServer wanted, String type, PhaseReporter reporter) {
		Problem refused = this.typeRefused.get(wanted.hostname());
		Problem problem = ReconcileProblems.typeRefused(type, wanted.application().type(),
				(refused != null) ? refused : reporter.lastProblem(wanted.server()));
		if (refused != null) {
			return this.refusals.typeRefused(wanted.server(), problem);
		}
		Instant retryAt = Objects.requireNonNull(this.remembered.get(wanted.server())).retryAt();
		return new Stop(Phase.HELD, (retryAt != null) ? problem.retryingAt(retryAt) : problem);
	}

	/** What was refused once and is not any more is forgotten. */
	void forgetWhatPassed() {
		Set<ServerId> well = new HashSet<>(this.remembered.keySet());
		this.stopped.keySet().forEach((hostname) -> well.remove(this.servers.get(hostname)));
		if (!well.isEmpty()) {
			this.refusals.forget(well);
		}
	}

	/**
	 * When the first of what is not held is tried again; {@code null} when nothing is.
	 * What is held has time until the next look.
	 */
	@Nullable Instant retryAt() {
		return this.stopped.values()
			.stream()
			.filter((stop) -> stop.phase() != Phase.HELD)
			.flatMap((stop) -> Stream.ofNullable(stop.problem().retryAt()))
			.min(Comparator.naturalOrder())
			.orElse(null);
	}

}
