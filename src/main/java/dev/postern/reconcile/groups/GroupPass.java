package dev.postern.reconcile.groups;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.directory.groups.Group;
import dev.postern.kernel.Actor;
import dev.postern.kernel.GroupId;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.reconcile.apply.WriterLock;
import dev.postern.reconcile.plan.AccessGroupSpec;
import dev.postern.reconcile.plan.DesiredGroup;
import dev.postern.reconcile.plan.GroupChange;
import dev.postern.reconcile.plan.GroupPlan;
import dev.postern.reconcile.plan.GroupPlanner;
import dev.postern.reconcile.plan.Guard;
import dev.postern.reconcile.plan.Guard.Removal;
import dev.postern.reconcile.plan.Mode;
import dev.postern.reconcile.plan.ObservedGroup;
import dev.postern.reconcile.runs.ReconcileProblems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over the groups: observe, plan, apply, until an empty plan is seen. A group
 * that Cloudflare refuses is held and the others carry on.
 */
final class GroupPass {

	private static final Logger log = LoggerFactory.getLogger(GroupPass.class);

	private static final Actor POSTERN = Actor.postern("reconcile");

	/** More rounds than any honest plan needs; somebody else keeps changing things. */
	private static final int ROUNDS = 50;

	private final GroupPassServices services;

	private final List<Group> groups;

	private final Instant now;

	private final Instant retryAt;

	private final WriterLock.HeldLock lock;

	private final List<DesiredGroup> desired;

	/** What Cloudflare refused, or a person has to decide. */
	private final Map<GroupId, Problem> held = new HashMap<>();

	/** Those of them that pass by themselves, so that they are tried again. */
	private final Set<GroupId> passing = new HashSet<>();

	private final Set<GroupId> affected = new HashSet<>();

	GroupPass(GroupPassServices services, List<Group> groups, Instant now, Instant retryAt, WriterLock.HeldLock lock) {
		this.services = services;
		this.groups = groups;
		this.now = now;
		this.retryAt = retryAt;
		this.lock = lock;
		this.desired = groups.stream()
			.filter((group) -> !group.retired())
			.map((group) -> new DesiredGroup(group.id(),
					new AccessGroupSpec(group.markedName().toString(), group.spec().rules())))
			.toList();
		groups.stream()
			.filter((group) -> group.retired() || group.generation() > group.appliedGeneration())
			.map(Group::id)
			.forEach(this.affected::add);
	}

	Result run() {
		try {
			return untilSettled();
		}
		catch (CloudflareException.Throttled ex) {
			return postponed(ReconcileProblems.of(ex), later(ex.retryAfter()));
		}
		catch (CloudflareException.Unavailable ex) {
			return postponed(ReconcileProblems.of(ex), later(ex.requestedPause().orElse(Duration.ZERO)));
		}
		catch (CloudflareException ex) {
			return postponed(ReconcileProblems.of(ex), this.retryAt);
		}
	}

	private Result untilSettled() {
		List<GroupChange> before = List.of();
		for (int round = 0; round < ROUNDS; round++) {
			List<ObservedGroup> observed = this.services.observer().observe();
			GroupPlan plan = GroupPlanner.plan(this.desired, observed, this.held.keySet());
			plan.nameConflicts().forEach((group) -> this.held.put(group, ReconcileProblems.nameTaken(name(group))));
			plan.unreadable().forEach(this::holdUnreadable);
			List<GroupChange> permitted = permitted(plan);
			if (permitted.isEmpty()) {
				return settled(plan, observed);
			}
			if (permitted.equals(before)) {
				permitted
					.forEach((change) -> hold(change, ReconcileProblems.perpetualDifference(name(change.group()))));
				before = List.of();
				continue;
			}
			before = permitted;
			permitted.forEach(this::apply);
		}
		throw new IllegalStateException("no end in sight for the groups");
	}

	/** What may be done without asking; the rest is told of where it ends. */
	private List<GroupChange> permitted(GroupPlan plan) {
		int removals = (int) plan.changes()
			.stream()
			.filter((change) -> Guard.removal(change) == Removal.WANTED)
			.count();
		Guard guard = this.services.removals().guard(removals);
		return plan.changes().stream().filter((change) -> guard.permits(Guard.removal(change))).toList();
	}

	private void apply(GroupChange change) {
		this.lock.requireHeld();
		this.affected.add(change.group());
		this.services.groups().report(change.group(), Phase.APPLYING, null);
		try {
			this.services.applier().apply(change);
		}
		catch (CloudflareException.Rejected ex) {
			if (Guard.removal(change) != Removal.NONE) {
				this.passing.add(change.group());
				hold(change, ReconcileProblems.stillUsed(name(change.group()), ex));
			}
			else {
				hold(change, ReconcileProblems.of(ex));
			}
		}
	}

	/** What Cloudflare does not tell is neither right nor wrong (I3). */
	private void holdUnreadable(GroupId group, ObservedGroup standing) {
		this.passing.add(group);
		this.held.put(group,
				ReconcileProblems.groupUnreadable(name(group), String.join(", ", standing.unknownFields())));
	}

	private void hold(GroupChange change, Problem problem) {
		this.held.put(change.group(), problem);
		log.warn("Group is held group={} problem={} said={}", change.group(), problem.code(), problem.said());
	}

	private Result settled(GroupPlan plan, List<ObservedGroup> observed) {
		Set<GroupId> standing = observed.stream()
			.filter((group) -> group.ours() != null)
			.map(ObservedGroup::ours)
			.collect(Collectors.toSet());
		this.services.history().withhold(plan.changes());
		for (Group group : this.groups) {
			Problem problem = this.held.get(group.id());
			if (this.passing.contains(group.id()) && problem != null) {
				report(group, Phase.FAILED, problem.retryingAt(this.retryAt));
			}
			else if (problem != null) {
				report(group, Phase.HELD, problem);
			}
			else if (plan.changing().contains(group.id())) {
				withheld(group, plan);
			}
			else if (!group.retired()) {
				this.services.groups().applied(group.id(), group.generation());
			}
			else if (!standing.contains(group.id())) {
				this.services.ledger().release(group.id());
				this.services.groups().forget(group.id(), POSTERN);
			}
		}
		if (this.passing.isEmpty()) {
			return new Result.Finished();
		}
		return new Result.Postponed(this.retryAt);
	}

	/** A duplicate that may not be deleted leaves the group itself as it should be. */
	private void withheld(Group group, GroupPlan plan) {
		boolean stands = !group.retired() && plan.changes()
			.stream()
			.filter((change) -> change.group().equals(group.id()))
			.allMatch(GroupChange.DeleteDuplicate.class::isInstance);
		if (stands) {
			this.services.groups().applied(group.id(), group.generation());
		}
		if (group.retired() && this.services.properties().mode() == Mode.FULL) {
			report(group, Phase.HELD,
					ReconcileProblems.removalsNeedApproval(this.services.removals().waiting().size()));
		}
		else {
			boolean applied = stands || group.generation() == group.appliedGeneration();
			report(group, applied ? Phase.DRIFTED : Phase.PENDING, ReconcileProblems.observeOnly());
		}
	}

	/** Postern tries again by itself, except where a person has to decide first. */
	private Result postponed(Problem problem, Instant notBefore) {
		Problem told = problem.retryingAt(notBefore);
		for (Group group : this.groups) {
			Problem decision = this.held.get(group.id());
			if (decision != null) {
				report(group, Phase.HELD, decision);
			}
			else if (this.affected.contains(group.id())) {
				report(group, Phase.FAILED, told);
			}
		}
		log.warn("Reconciliation of groups goes on later problem={} at={} said={}", problem.code(), notBefore,
				problem.said());
		return new Result.Postponed(notBefore);
	}

	private Instant later(Duration requested) {
		Instant asked = this.now.plus(requested);
		return asked.isAfter(this.retryAt) ? asked : this.retryAt;
	}

	private void report(Group group, Phase phase, Problem problem) {
		this.services.groups().report(group.id(), phase, problem);
	}

	private String name(GroupId id) {
		return names(this.groups).getOrDefault(id, id.toString());
	}

	private static Map<GroupId, String> names(Collection<Group> groups) {
		return groups.stream().collect(Collectors.toMap(Group::id, (group) -> group.spec().name()));
	}

	/** How a pass ended. */
	sealed interface Result {

		/** Everything that is not held stands as it should. */
		record Finished() implements Result {
		}

		/** It goes on by itself, later. */
		record Postponed(Instant notBefore) implements Result {
		}

	}

}
