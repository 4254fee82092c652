package dev.postern.reconcile.groups;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupInUse;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.watch.JournalEntry;
import dev.postern.kernel.Phase;
import dev.postern.reconcile.ReconcileFixture;
import dev.postern.reconcile.ReconcileTest;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The whole way from a rule group to what Cloudflare holds. */
@ReconcileTest
class GroupReconcilerTests {

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private Servers servers;

	@Autowired
	private RuleGroups groups;

	@Autowired
	private GroupReconciler reconciler;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ReconcileFixture site;

	private GroupFixture team;

	@BeforeEach
	void openSite() {
		this.team = new GroupFixture(this.cloudflare, this.groups, this.servers, this.site, this.jdbc);
		this.team.quiet();
		this.cloudflare.journal().clear();
	}

	@AfterEach
	void comesToRest() {
		this.cloudflare.faults().clear();
		this.team.quiet();
	}

	@Test
	void aGroupStandsBeforeTheServerThatUsesIt_I1() {
		Group group = this.team.create("dev@example.com");

		Server server = this.team.registered(group);

		List<String> order = this.cloudflare.journal()
			.matching(
					(call) -> Stream.of(GroupFixture.CREATE, Calls.CREATE_APP, Calls.PUT_CONFIGURATION, Calls.WRITE_DNS)
						.anyMatch((one) -> one.matches(call)))
			.stream()
			.filter((entry) -> entry.committed())
			.map(GroupReconcilerTests::brief)
			.toList();
		assertThat(order).containsExactly("POST groups", "POST apps", "PUT configurations", "POST dns_records");
		assertThat(this.team.application(server).at("/policies/0/include/0/group/id").asString())
			.isEqualTo(this.team.standing(group).path("id").asString());
		this.site.assertStands(server.spec().hostname().value(), "ssh://host.docker.internal:22");
		assertThat(this.team.standing(group).path("name").asString())
			.isEqualTo("%s (postern %s)".formatted(group.spec().name(), group.id()));
	}

	@Test
	void changingAMemberIsOnePutAndTouchesNoTunnel() {
		Group group = this.team.created("dev@example.com");
		Server server = this.team.registered(group);
		this.team.quiet();
		this.cloudflare.journal().clear();

		this.team.edit(group, "dev@example.com", "new@example.com");
		this.team.ready(group.id());
		this.team.quiet();

		assertThat(this.team.calls()).containsExactly("GET group", "PUT group", "GET group");
		assertThat(this.site.calls()).isEmpty();
		assertThat(this.cloudflare.wouldAllow(server.spec().hostname().value(), "new@example.com")).isTrue();
	}

	@Test
	void aLookThatFindsNothingIsOneCall() {
		this.team.created("dev@example.com");
		this.team.created("eve@example.com");
		this.team.quiet();
		this.cloudflare.journal().clear();

		this.reconciler.request();
		this.team.quiet();

		assertThat(this.team.calls()).containsExactly("GET group");
	}

	@Test
	void aSecondJobForWhatWasFollowedAsksNothing() {
		this.team.created("dev@example.com");
		this.team.quiet();
		this.cloudflare.journal().clear();

		this.reconciler.follow();
		this.team.quiet();

		assertThat(this.team.calls()).isEmpty();
	}

	@Test
	void aGroupThatCannotBeMadeHoldsOnlyTheServersThatNeedIt_I1() {
		Fault refusal = this.cloudflare.faults().on(GroupFixture.CREATE).always().refused(12130, "no more groups");
		Group group = this.team.create("dev@example.com");
		Group held = this.team.reaches(group.id(), Phase.HELD);
		assertThat(Objects.requireNonNull(held.problem()).said()).contains("no more groups");

		Server needy = this.team.register(group);
		Server other = this.site.registered(ReconcileFixture.newHostname());
		this.team.quiet();

		Server waiting = this.site.reaches(needy.id(), Phase.PENDING);
		assertThat(Objects.requireNonNull(waiting.problem()).code()).isEqualTo("group-awaited");
		assertThat(Objects.requireNonNull(waiting.problem()).args()).containsExactly(group.spec().name());
		assertThat(this.site.now(other.id()).phase()).isEqualTo(Phase.READY);
		assertThat(this.cloudflare.state().app(needy.spec().hostname().value())).isEmpty();

		refusal.remove();
		this.reconciler.request();
		this.site.ready(needy.id());
		this.site.assertStands(needy.spec().hostname().value(), "ssh://host.docker.internal:22");
	}

	@Test
	void anExclusionThatIsNotThereYetNeverFallsAway_I1() {
		this.cloudflare.faults().on(GroupFixture.CREATE).always().status(500);
		Group banned = this.team.create("eve@example.com");
		Server server = this.servers.register(this.team.serverDraft(ReconcileFixture.newHostname(), """
				[{"name": "All but some", "decision": "allow", "include": [{"email_domain": {"domain": "example.com"}}],
				  "exclude": [{"group": {"id": "%s"}}]}]""".formatted(banned.id())), ReconcileFixture.ADMIN);
		this.team.reaches(banned.id(), Phase.FAILED);
		Awaitility.await().until(() -> this.site.now(server.id()).problem() != null);
		assertThat(this.cloudflare.state().app(server.spec().hostname().value())).isEmpty();

		this.cloudflare.faults().clear();
		this.site.ready(server.id());

		assertThat(this.cloudflare.wouldAllow(server.spec().hostname().value(), "dev@example.com")).isTrue();
		assertThat(this.cloudflare.wouldAllow(server.spec().hostname().value(), "eve@example.com")).isFalse();
	}

	@Test
	void aServerKeepsWhatItHasUntilItsNewGroupStands_I1() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		String before = this.team.application(server).path("policies").toString();
		Fault trouble = this.cloudflare.faults().on(GroupFixture.CREATE).always().status(503);
		Group group = this.team.create("dev@example.com");

		this.site.edit(server, this.team.serverDraft(server.spec().hostname().value(), group));
		Awaitility.await().until(() -> this.site.now(server.id()).problem() != null);

		assertThat(this.team.application(server).path("policies").toString()).isEqualTo(before);
		trouble.remove();
		this.site.ready(server.id());
		assertThat(this.team.application(server).at("/policies/0/include/0/group/id").asString())
			.isEqualTo(this.team.standing(group).path("id").asString());
	}

	@Test
	void whatOthersChangeIsBroughtBack() {
		Group group = this.team.created("dev@example.com");
		var standing = this.team.standing(group);
		standing.set("include", GroupFixture.people("eve@example.com"));
		this.cloudflare.asSomebodyElse()
			.call("PUT", "/accounts/{account}/access/groups/" + standing.path("id").asString(), standing);
		this.cloudflare.journal().clear();

		this.reconciler.request();
		this.team.quiet();

		assertThat(this.team.members(group)).containsExactly("dev@example.com");
		assertThat(this.team.calls()).containsExactly("GET group", "PUT group", "GET group");
	}

	@Test
	void aDeletedGroupIsMadeAgainAndItsServersFollow_I1() {
		Group group = this.team.created("dev@example.com");
		Server server = this.team.registered(group);
		this.team.quiet();
		String before = this.team.standing(group).path("id").asString();
		this.cloudflare.loseGroup(before);

		this.reconciler.request();
		Awaitility.await().until(() -> !this.team.all(group).isEmpty());
		this.team.quiet();

		String after = this.team.standing(group).path("id").asString();
		assertThat(after).isNotEqualTo(before);
		assertThat(this.team.application(server).at("/policies/0/include/0/group/id").asString()).isEqualTo(after);
		assertThat(this.cloudflare.wouldAllow(server.spec().hostname().value(), "dev@example.com")).isTrue();
	}

	@Test
	void aServerWhoseExclusionWasDeletedIsShutUntilItHoldsAgain_I1() {
		Group banned = this.team.created("eve@example.com");
		Server server = this.servers.register(this.team.serverDraft(ReconcileFixture.newHostname(), """
				[{"name": "All but some", "decision": "allow", "include": [{"email_domain": {"domain": "example.com"}}],
				  "exclude": [{"group": {"id": "%s"}}]}]""".formatted(banned.id())), ReconcileFixture.ADMIN);
		this.site.ready(server.id());
		this.team.quiet();
		String hostname = server.spec().hostname().value();
		Fault refusal = this.cloudflare.faults().on(GroupFixture.CREATE).always().refused(12130, "no more groups");
		this.cloudflare.loseGroup(this.team.standing(banned).path("id").asString());

		this.reconciler.request();
		this.team.reaches(banned.id(), Phase.HELD);
		Awaitility.await().until(() -> !this.cloudflare.exposure(hostname).isRouted());
		assertThat(this.cloudflare.wouldAllow(hostname, "eve@example.com")).isFalse();

		refusal.remove();
		this.reconciler.request();
		Awaitility.await().until(() -> this.cloudflare.wouldAllow(hostname, "dev@example.com"));
		this.team.quiet();
		assertThat(this.cloudflare.wouldAllow(hostname, "eve@example.com")).isFalse();
		assertThat(this.site.now(server.id()).phase()).isEqualTo(Phase.READY);
	}

	@Test
	void aGroupThatTheListLeavesOutIsNeitherLostNorMadeAgain_I3() {
		Group group = this.team.created("dev@example.com");
		this.team.registered(group);
		this.team.quiet();
		String id = this.team.standing(group).path("id").asString();
		Fault some = this.cloudflare.faults()
			.on(GroupFixture.LIST)
			.always()
			.hide((one) -> one.path("id").asString().equals(id));
		this.cloudflare.journal().clear();

		this.reconciler.request();
		this.team.quiet();

		assertThat(some.fired()).isTrue();
		assertThat(this.team.calls()).containsExactly("GET group", "GET group");
		assertThat(this.site.calls()).isEmpty();
		assertThat(this.jdbc.sql("SELECT remote_id::text FROM owned_group WHERE group_id = :group AND lost_id IS NULL")
			.param("group", group.id().value())
			.query(String.class)
			.single()).isEqualTo(id);
		assertThat(this.team.now(group.id()).phase()).isEqualTo(Phase.READY);
	}

	@Test
	void aGroupThatTheListLeavesOutIsChangedAndRemovedAsAnyOther() {
		Group group = this.team.created("dev@example.com");
		this.team.quiet();
		this.cloudflare.faults().on(GroupFixture.LIST).always().hide((one) -> true);

		this.team.edit(group, "new@example.com");
		this.team.ready(group.id());
		assertThat(this.team.members(group)).containsExactly("new@example.com");

		this.groups.retire(group.id(), ReconcileFixture.ADMIN);
		this.team.gone(group.id());
		assertThat(this.team.all(group)).isEmpty();
	}

	@Test
	void refusalsKeepThePageOfCloudflaresThatExplainsThem() {
		this.cloudflare.faults().on(GroupFixture.CREATE).always().forbidden();

		Group group = this.team.create("dev@example.com");

		Group failed = this.team.reaches(group.id(), Phase.FAILED);
		assertThat(Objects.requireNonNull(failed.problem()).documentation())
			.isEqualTo(URI.create(ApiException.DOCUMENTATION));
		this.cloudflare.faults().clear();
		this.team.ready(group.id());
	}

	@Test
	void aTimeThatCloudflareNamesIsWaitedForAlthoughItIsOnlyBusy() {
		Group group = this.team.created("dev@example.com");
		this.team.quiet();
		Instant begun = Instant.now();
		this.cloudflare.faults().on(GroupFixture.REPLACE).busy(5);

		this.team.edit(group, "new@example.com");

		Group failed = this.team.reaches(group.id(), Phase.FAILED);
		assertThat(Objects.requireNonNull(failed.problem()).retryAt()).isAfter(begun.plusSeconds(4));
		this.team.ready(group.id());
	}

	@Test
	void foreignGroupsAreNeverTouchedAndOneWithOurMarkIsAConflict_I2() {
		String foreign = this.cloudflare.asSomebodyElse().addGroup("""
				{"name": "Team 1", "include": [{"email": {"email": "boss@example.com"}}]}""");
		Fault pause = this.cloudflare.faults().on(GroupFixture.LIST).hang();
		Group group = this.team.create("dev@example.com");
		pause.awaitFired();
		this.cloudflare.asSomebodyElse().addGroup("""
				{"name": "%s", "include": [{"email": {"email": "boss@example.com"}}]}""".formatted(group.markedName()));
		pause.release();

		Group held = this.team.reaches(group.id(), Phase.HELD);
		assertThat(Objects.requireNonNull(held.problem()).code()).isEqualTo("name-taken");
		assertThat(this.cloudflare.journal().count(GroupFixture.CREATE)).isZero();
		this.groups.retire(group.id(), ReconcileFixture.ADMIN);
		this.team.gone(group.id());
		assertThat(this.team.all(group)).as("the foreign one").hasSize(1);
		assertThat(this.cloudflare.state().groups()).anyMatch((one) -> one.path("id").asString().equals(foreign));
	}

	@Test
	void aGroupThatWasMadeJustBeforeACrashIsFoundAgain_I4_I5() {
		Fault crash = this.cloudflare.faults().on(GroupFixture.LIST).hang();
		this.reconciler.request();
		crash.awaitFired();
		Group group = this.team.create("dev@example.com");
		this.jdbc.sql("INSERT INTO owned_group (group_id, unanswered, claimed_at) VALUES (:group, 1, now())")
			.param("group", group.id().value())
			.update();
		this.team.postAsPostern(group, "dev@example.com");
		crash.release();

		this.team.ready(group.id());
		this.team.quiet();

		assertThat(this.cloudflare.journal().count(GroupFixture.CREATE)).as("only the one before the crash")
			.isEqualTo(1);
		assertThat(this.jdbc.sql("SELECT remote_id::text FROM owned_group WHERE group_id = :group AND unanswered = 0")
			.param("group", group.id().value())
			.query(String.class)
			.single()).isEqualTo(this.team.standing(group).path("id").asString());
	}

	@Test
	void aCrashBeforeTheRequestLeavesNothingBehind_I5() {
		Fault crash = this.cloudflare.faults().on(GroupFixture.LIST).hang();
		this.reconciler.request();
		crash.awaitFired();
		Group group = this.team.create("dev@example.com");
		this.jdbc.sql("INSERT INTO owned_group (group_id, unanswered, claimed_at) VALUES (:group, 1, now())")
			.param("group", group.id().value())
			.update();
		crash.release();

		this.team.ready(group.id());
		this.team.quiet();

		assertThat(this.team.writes()).containsExactly("POST group");
		assertThat(this.team.members(group)).containsExactly("dev@example.com");
	}

	@Test
	void aChangeOfTwoHundredServersGroupIsOnePut() {
		Group group = this.team.created("dev@example.com");
		this.team.quiet();
		Fault later = this.cloudflare.faults().on(Calls.GET_CONFIGURATION).hang();
		this.site.register(ReconcileFixture.newHostname());
		later.awaitFired();
		List<Server> servers = IntStream.range(0, 200).mapToObj((i) -> this.team.register(group)).toList();
		later.release();
		Awaitility.await()
			.pollInterval(Duration.ofMillis(200))
			.until(() -> servers.stream().allMatch((server) -> this.site.now(server.id()).phase() == Phase.READY));
		this.team.quiet();
		assertThat(this.groups.uses(group.id())).hasSize(200);
		this.cloudflare.journal().clear();

		this.team.edit(group, "dev@example.com", "new@example.com");
		this.team.ready(group.id());
		this.team.quiet();

		assertThat(this.cloudflare.journal().matching((call) -> call.isWrite() && !call.path().contains("/logs/")))
			.extracting(GroupReconcilerTests::brief)
			.hasSize(1)
			.allMatch((call) -> call.startsWith("PUT "));
		assertThat(this.team.calls()).containsExactly("GET group", "PUT group", "GET group");
		assertThat(this.site.calls()).isEmpty();
		assertThat(servers).allSatisfy(
				(server) -> assertThat(this.cloudflare.wouldAllow(server.spec().hostname().value(), "new@example.com"))
					.isTrue());
		assertThatExceptionOfType(GroupInUse.class)
			.isThrownBy(() -> this.groups.retire(group.id(), ReconcileFixture.ADMIN))
			.satisfies((refusal) -> assertThat(refusal.uses()).hasSize(200));
	}

	@Test
	void aChangeSendsBackNothingThatCloudflareGivesOut() {
		Group group = this.team.created("dev@example.com");
		this.team.quiet();
		this.cloudflare.journal().clear();

		this.team.edit(group, "new@example.com");
		this.team.ready(group.id());

		JournalEntry put = this.cloudflare.journal().matching(GroupFixture.REPLACE).getFirst();
		assertThat(Objects.requireNonNull(put.body()).propertyNames()).containsExactlyInAnyOrder("name", "include",
				"require", "exclude");
	}

	@Test
	void everyChangeLeavesItsAuditEntry_I10() {
		Group group = this.team.created("dev@example.com");
		this.team.edit(group, "new@example.com");
		this.team.ready(group.id());
		this.groups.retire(group.id(), ReconcileFixture.ADMIN);
		this.team.gone(group.id());

		assertThat(Stream.of("group.created", "group.edited", "group.removal_requested", "group.forgotten"))
			.allSatisfy((action) -> assertThat(
					this.jdbc.sql("SELECT count(*) FROM audit_event WHERE action = :action AND subject_id = :id")
						.param("action", action)
						.param("id", group.id().toString())
						.query(Integer.class)
						.single())
				.as(action)
				.isEqualTo(1));
	}

	private static String brief(JournalEntry entry) {
		String path = entry.path();
		return entry.method() + " " + path.substring(path.lastIndexOf('/') + 1);
	}

}
