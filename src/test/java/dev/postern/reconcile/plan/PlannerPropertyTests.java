package dev.postern.reconcile.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.postern.kernel.Hostname;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds in every world, not only in those that somebody thought of. */
class PlannerPropertyTests {

	private static final int WORLDS = 2_000;

	@Test
	void everyWorldSettlesAndNothingOfItIsEverExposedOrForeignLost_I1_I2() {
		int changed = 0;
		for (long seed = 0; seed < WORLDS; seed++) {
			RandomAccounts given = new RandomAccounts(seed).claimSomeRules();
			List<Object> foreign = given.world.foreign();
			Set<Hostname> exposedBefore = new HashSet<>(given.world.exposed());
			Set<Hostname> openBefore = new HashSet<>(given.world.laidOpen());

			changed += settle(given, given.refused, (world) -> {
				assertThat(exposedBefore).as("exposed").containsAll(world.exposed());
				assertThat(openBefore).as("laid open").containsAll(world.laidOpen());
				return true;
			}).changes();

			assertThat(withoutCatchAll(given.world.foreign())).as("foreign of world %d", seed)
				.isEqualTo(withoutCatchAll(foreign));
			assertThat(given.world.exposed()).as("exposed in world %d", seed).isEmpty();
		}
		assertThat(changed).isGreaterThan(WORLDS);
	}

	@Test
	void whoeverIsNotHeldIsReachableAsWanted() {
		for (long seed = 0; seed < WORLDS; seed++) {
			RandomAccounts given = new RandomAccounts(seed).claimSomeRules();

			settle(given, Set.of(), (world) -> true);

			Plan last = Planner.plan(given.desired, given.world.observe(), Set.of());
			Set<Hostname> held = last.conflicts().stream().map(Conflict::hostname).collect(Collectors.toSet());
			for (DesiredServer wanted : given.desired.servers().values()) {
				if (!held.contains(wanted.hostname())) {
					assertThat(given.world.leadsTo(wanted.hostname())).as("world %d", seed).contains(wanted.service());
					assertThat(given.world.guarded(wanted.hostname())).isTrue();
				}
			}
		}
	}

	@Test
	void aRefusedServerKeepsWhatItHasUnlessThatIsUnguarded() {
		int kept = 0;
		for (long seed = 0; seed < WORLDS; seed++) {
			RandomAccounts given = new RandomAccounts(seed).claimSomeRules();
			SimulatedAccount before = given.world.copy();

			Set<Hostname> held = settle(given, given.refused, (world) -> true).held();

			Set<Hostname> keepers = held.stream()
				.filter(before::guarded)
				.filter((hostname) -> !isRebuilt(given.desired, before, hostname))
				.collect(Collectors.toSet());
			kept += keepers.size();
			assertThat(given.world.of(keepers)).as("world %d", seed).isEqualTo(before.of(keepers));
		}
		assertThat(kept).isPositive();
	}

	@Test
	void aCrashAfterAnyChangeLeadsToTheSameEnd_I5() {
		for (long seed = 0; seed < WORLDS / 4; seed++) {
			RandomAccounts straight = new RandomAccounts(seed).claimSomeRules();
			int changes = settle(straight, Set.of(), (world) -> true).changes();
			for (int crash = 0; crash < changes; crash++) {
				RandomAccounts crashed = new RandomAccounts(seed).claimSomeRules();
				int[] left = { crash };
				settle(crashed, Set.of(), (world) -> left[0]-- > 0);

				settle(crashed, Set.of(), (world) -> true);

				assertThat(shape(crashed.world)).as("world %d, crash %d", seed, crash).isEqualTo(shape(straight.world));
			}
		}
	}

	@Test
	void theSameQuestionGetsTheSameAnswer() {
		for (long seed = 0; seed < WORLDS / 4; seed++) {
			RandomAccounts given = new RandomAccounts(seed).claimSomeRules();

			Plan once = Planner.plan(given.desired, given.world.observe(), Set.of());
			Plan again = Planner.plan(given.desired, given.world.copy().observe(), Set.of());

			assertThat(again).isEqualTo(once);
		}
	}

	/**
	 * Applies stage by stage, as the reconciler does, until nothing is left.
	 * @param goOn asked after each change; the process dies where it answers no
	 */
	private static Settled settle(RandomAccounts given, Set<Hostname> refused, Predicate<SimulatedAccount> goOn) {
		Set<Hostname> held = new HashSet<>();
		int made = 0;
		for (int round = 0; round < 60; round++) {
			Plan plan = Planner.plan(given.desired, given.world.observe(), held);
			if (plan.settled()) {
				return new Settled(made, held);
			}
			for (Change change : plan.nextStage()) {
				if (change instanceof Change.OfServer one && change.phase() == Change.Phase.PROTECT
						&& refused.contains(one.hostname())) {
					held.add(one.hostname());
					break;
				}
				given.world.apply(change);
				made++;
				if (!goOn.test(given.world)) {
					return new Settled(made, held);
				}
			}
		}
		throw new AssertionError("does not settle");
	}

	/** An application of another type has to go before the right one can come. */
	private static boolean isRebuilt(DesiredState desired, SimulatedAccount before, Hostname hostname) {
		DesiredServer wanted = desired.servers().get(hostname);
		return before.apps.values()
			.stream()
			.anyMatch((app) -> app.isOursFor(hostname) && wanted != null
					&& !app.spec().type().equals(wanted.application().type()));
	}

	private record Settled(int changes, Set<Hostname> held) {
	}

	private static List<Object> shape(SimulatedAccount world) {
		List<Object> shape = new ArrayList<>();
		world.apps.values().stream().map((app) -> app.spec().toString()).sorted().forEach(shape::add);
		world.records.values().stream().map((dns) -> dns.spec().toString()).sorted().forEach(shape::add);
		world.ingress()
			.rules()
			.stream()
			.map((rule) -> rule.toString().replaceAll("aud-[-0-9a-f]+", "aud"))
			.forEach(shape::add);
		shape.add(world.ourRules.keySet());
		return shape;
	}

	/**
	 * A catch-all is added where there was none; it is the one thing that may come along.
	 */
	private static List<Object> withoutCatchAll(List<Object> foreign) {
		return foreign.stream().filter((one) -> !one.equals("{\"service\":\"http_status:404\"}")).toList();
	}

}
