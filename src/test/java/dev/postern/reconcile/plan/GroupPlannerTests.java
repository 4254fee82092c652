package dev.postern.reconcile.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.postern.kernel.AccessGroupId;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.GroupId;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

class GroupPlannerTests {

	private static final GroupId TEAM = new GroupId(new UUID(1, 1));

	private static final AccessGroupId REMOTE = new AccessGroupId(new UUID(2, 1));

	@Test
	void makesWhatIsNotThere() {
		assertThat(plan(List.of(wanted(TEAM, "a")), List.of(), Set.of()).changes())
			.containsExactly(new GroupChange.CreateGroup(TEAM, spec(TEAM, "a")));
	}

	@Test
	void leavesWhatStandsInWhateverOrderItsRulesCome() {
		ObservedGroup standing = ours(TEAM, REMOTE, "b", "a", "b");

		assertThat(plan(List.of(wanted(TEAM, "a", "b")), List.of(standing), Set.of()).settled()).isTrue();
	}

	@Test
	void changesWhatDiffersAndRemovesWhatIsNotWanted() {
		ObservedGroup standing = ours(TEAM, REMOTE, "a");

		assertThat(plan(List.of(wanted(TEAM, "b")), List.of(standing), Set.of()).changes()).singleElement()
			.isEqualTo(new GroupChange.UpdateGroup(TEAM, REMOTE, spec(TEAM, "a"), spec(TEAM, "b"), standing.body()));
		assertThat(plan(List.of(), List.of(standing), Set.of()).changes()).singleElement()
			.isEqualTo(new GroupChange.DeleteGroup(TEAM, REMOTE, spec(TEAM, "a")));
	}

	@Test
	void foreignGroupsAreNeverTouchedAndOneWithOurMarkIsInTheWay_I2() {
		ObservedGroup foreign = observed(null, TEAM, false, REMOTE, "a");

		GroupPlan plan = plan(List.of(wanted(TEAM, "b")), List.of(foreign), Set.of());

		assertThat(plan.changes()).isEmpty();
		assertThat(plan.nameConflicts()).containsExactly(TEAM);
		assertThat(plan(List.of(), List.of(foreign), Set.of()))
			.isEqualTo(new GroupPlan(List.of(), Set.of(), new TreeMap<>()));
	}

	@Test
	void whatIsHeldKeepsWhatItHas() {
		assertThat(plan(List.of(wanted(TEAM, "b")), List.of(ours(TEAM, REMOTE, "a")), Set.of(TEAM)).settled()).isTrue();
		assertThat(plan(List.of(), List.of(ours(TEAM, REMOTE, "a")), Set.of(TEAM)).settled()).isTrue();
	}

	@Test
	void aTwinGoesAndTheOneThatCountsStays_I4() {
		AccessGroupId second = new AccessGroupId(new UUID(2, 2));
		ObservedGroup twin = observed(TEAM, TEAM, true, second, "a");

		assertThat(plan(List.of(wanted(TEAM, "a")), List.of(ours(TEAM, REMOTE, "a"), twin), Set.of()).changes())
			.containsExactly(new GroupChange.DeleteDuplicate(TEAM, second, spec(TEAM, "a")));
	}

	@Test
	void everyWorldSettlesAfterACrashAtAnyPointAndForeignGroupsStay_I2_I5() {
		for (long seed = 0; seed < 2_000; seed++) {
			Random random = new Random(seed);
			List<GroupId> ids = IntStream.range(0, 6).mapToObj((i) -> new GroupId(new UUID(1, i))).toList();
			List<DesiredGroup> desired = ids.stream()
				.filter((id) -> random.nextBoolean())
				.map((id) -> wanted(id, "p" + random.nextInt(3)))
				.toList();
			List<ObservedGroup> world = new ArrayList<>();
			for (GroupId id : ids) {
				switch (random.nextInt(4)) {
					case 0 -> world.add(observed(id, id, false, remote(random), "p" + random.nextInt(3)));
					case 1 -> world.add(observed(null, id, false, remote(random), "p" + random.nextInt(3)));
					case 2 -> {
						world.add(observed(id, id, false, remote(random), "p" + random.nextInt(3)));
						world.add(observed(id, id, true, remote(random), "p" + random.nextInt(3)));
					}
					default -> {
					}
				}
			}
			List<ObservedGroup> foreign = world.stream().filter((group) -> group.ours() == null).toList();
			GroupPlan first = plan(desired, world, Set.of());
			for (GroupChange change : first.changes().subList(0, random.nextInt(first.changes().size() + 1))) {
				world = after(world, change, random);
			}
			for (GroupChange change : plan(desired, world, Set.of()).changes()) {
				world = after(world, change, random);
			}
			GroupPlan end = plan(desired, world, Set.of());
			assertThat(end.changes()).as("seed %d", seed).isEmpty();
			assertThat(world).as("seed %d", seed).containsAll(foreign);
			Set<GroupId> stands = new HashSet<>();
			world.stream().filter((group) -> group.ours() != null).forEach((group) -> stands.add(group.ours()));
			assertThat(stands).as("seed %d", seed)
				.containsExactlyInAnyOrderElementsOf(desired.stream()
					.map(DesiredGroup::id)
					.filter((id) -> !end.nameConflicts().contains(id))
					.toList());
		}
	}

	private static List<ObservedGroup> after(List<ObservedGroup> world, GroupChange change, Random random) {
		List<ObservedGroup> after = new ArrayList<>(world);
		switch (change) {
			case GroupChange.CreateGroup create -> after.add(new ObservedGroup(remote(random), create.group(),
					create.group(), false, create.after(), new TreeSet<>(), JsonNodeFactory.instance.objectNode()));
			case GroupChange.UpdateGroup update ->
				after.replaceAll((group) -> group.id().equals(update.id()) ? new ObservedGroup(group.id(), group.ours(),
						group.marked(), false, update.after(), group.unknownFields(), group.body()) : group);
			case GroupChange.DeleteGroup delete -> after.removeIf((group) -> group.id().equals(delete.id()));
			case GroupChange.DeleteDuplicate drop -> after.removeIf((group) -> group.id().equals(drop.id()));
		}
		return after;
	}

	private static AccessGroupId remote(Random random) {
		return new AccessGroupId(new UUID(random.nextLong(), random.nextLong()));
	}

	private static GroupPlan plan(List<DesiredGroup> desired, List<ObservedGroup> observed, Set<GroupId> held) {
		return GroupPlanner.plan(desired, observed, held);
	}

	private static DesiredGroup wanted(GroupId id, String... people) {
		return new DesiredGroup(id, spec(id, people));
	}

	private static ObservedGroup ours(GroupId id, AccessGroupId remote, String... people) {
		return observed(id, id, false, remote, people);
	}

	private static ObservedGroup observed(@Nullable GroupId ours, @Nullable GroupId marked, boolean twin,
			AccessGroupId remote, String... people) {
		return new ObservedGroup(remote, ours, marked, twin, spec((marked != null) ? marked : TEAM, people),
				new TreeSet<>(), JsonNodeFactory.instance.objectNode().put("x", 1));
	}

	private static AccessGroupSpec spec(GroupId id, String... people) {
		return new AccessGroupSpec("Team " + id,
				RuleGroup.of(List.of(people)
					.stream()
					.<Selector>map((person) -> new Selector.Email(EmailAddress.of(person + "@example.com")))
					.toList()));
	}

}
