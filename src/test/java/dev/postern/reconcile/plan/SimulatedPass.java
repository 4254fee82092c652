package dev.postern.reconcile.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.postern.kernel.Hostname;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Works on an eventful account as a pass over a tunnel does: looks, plans, applies a
 * stage, looks again. Before each look and each request something may happen.
 */
final class SimulatedPass {

	private static final int ROUNDS = 60;

	private static final int BRAKE = 3;

	private final EventfulAccount account;

	private final SimulatedAccount world;

	private final SimulatedWatch watch;

	private final DesiredState desired;

	private final boolean approved;

	private final Set<Hostname> held;

	private int requests;

	/**
	 * A pass to be made.
	 * @param approved whether a person lets it remove whatever it has to
	 */
	SimulatedPass(EventfulAccount account, boolean approved) {
		this.account = account;
		this.world = account.world;
		this.desired = account.desired();
		this.watch = new SimulatedWatch(this.world, this.desired);
		this.approved = approved;
		this.held = new HashSet<>(account.withoutGroup);
	}

	Ended run() {
		int left = this.account.left();
		for (int round = 0; round < ROUNDS; round++) {
			this.account.next();
			ObservedState observed = this.world.observe();
			this.watch.looked();
			Plan plan = Planner.plan(this.desired, observed, this.held);
			Set<Hostname> waiting = waiting(plan);
			Plan permitted = permitted(plan, observed, waiting);
			if (permitted.settled()) {
				releaseGone(observed);
				Ended ended = new Ended(plan, stopped(plan, waiting), this.requests);
				if (this.account.left() == left) {
					this.watch.ended(ended, this.held);
				}
				return ended;
			}
			this.watch.planned(permitted);
			apply(permitted.nextStage());
		}
		throw new AssertionError("does not settle");
	}

	private void apply(List<Change> stage) {
		for (Change change : stage) {
			this.account.next();
			if (isOutdated(change)) {
				return;
			}
			if (this.account.refuses(change)) {
				this.held.addAll(change.hostnames());
				return;
			}
			this.watch.before();
			this.account.apply(change);
			this.requests++;
			this.watch.after(change);
		}
	}

	/**
	 * What was deleted meanwhile cannot be changed, and what was written is not written
	 * over.
	 */
	private boolean isOutdated(Change change) {
		return switch (change) {
			case Change.UpdateApp update -> !this.world.apps.containsKey(update.app());
			case Change.UpdateDns update -> !this.world.records.containsKey(update.id());
			case Change.ReplaceIngress replace -> replace.expectedVersion() != this.world.ingress().version()
					|| !Objects.equals(replace.before(), this.world.ingress().config())
					|| this.world.shownIngress != null;
			case Change.CreateApp _, Change.DeleteApp _, Change.CreateDns _, Change.DeleteDns _ -> false;
		};
	}

	private Set<Hostname> waiting(Plan plan) {
		Set<Hostname> removals = Guard.removals(plan);
		return (this.approved || removals.size() <= BRAKE) ? Set.of() : removals;
	}

	private Plan permitted(Plan plan, ObservedState observed, Set<Hostname> waiting) {
		Plan permitted = waiting.isEmpty() ? plan : Planner.plan(this.desired, observed, this.held, waiting);
		if (!this.approved) {
			assertThat(Guard.removals(permitted)).as("removed without asking (I7)").hasSizeLessThanOrEqualTo(BRAKE);
		}
		return permitted;
	}

	private void releaseGone(ObservedState observed) {
		if (!observed.ingress().equals(Ingress.NOT_TOLD)) {
			this.world.ourRules.keySet()
				.removeIf((hostname) -> !this.desired.servers().containsKey(hostname) && !observed.isRouted(hostname));
		}
	}

	/** The hostnames that are not as wanted for a reason that is told. */
	private Set<Hostname> stopped(Plan plan, Set<Hostname> waiting) {
		Set<Hostname> stopped = new HashSet<>(this.held);
		stopped.addAll(waiting);
		stopped.addAll(plan.awaited());
		plan.conflicts().forEach((conflict) -> stopped.add(conflict.hostname()));
		return stopped;
	}

	/**
	 * How a pass ended.
	 *
	 * @param plan the last one
	 * @param stopped the hostnames of which people read why they are not as wanted
	 */
	record Ended(Plan plan, Set<Hostname> stopped, int requests) {
	}

}
