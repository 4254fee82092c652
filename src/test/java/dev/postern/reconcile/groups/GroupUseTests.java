package dev.postern.reconcile.groups;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupInUse;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.InvalidInput;
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
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Groups that are used, and groups that go. */
@ReconcileTest
class GroupUseTests {

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private Servers servers;

	@Autowired
	private RuleGroups groups;

	@Autowired
	private GroupReconciler reconciler;

	@Autowired
	private GroupCommands commands;

	@Autowired
	private GroupRemovals removals;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TransactionTemplate transactions;

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
	void aGroupInUseIsNotRetired() {
		Group group = this.team.created("dev@example.com");
		Server server = this.team.registered(group);

		assertThatExceptionOfType(GroupInUse.class)
			.isThrownBy(() -> this.groups.retire(group.id(), ReconcileFixture.ADMIN))
			.satisfies((refusal) -> assertThat(refusal.uses()).extracting((use) -> use.serverName())
				.containsExactly(server.spec().name()));
		this.site.retire(server);
		this.site.gone(server.id());
		this.groups.retire(group.id(), ReconcileFixture.ADMIN);
		this.team.gone(group.id());

		assertThat(this.team.all(group)).isEmpty();
		assertThat(this.jdbc.sql("SELECT count(*) FROM owned_group WHERE group_id = :group")
			.param("group", group.id().value())
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void aGroupGoesOnlyAfterTheApplicationsThatUsedIt() {
		Group group = this.team.created("dev@example.com");
		Server server = this.team.registered(group);
		this.team.quiet();
		Fault slow = this.cloudflare.faults().on(Calls.PUT_APP).hang();

		this.site.edit(server, this.site.draft(server.spec().hostname().value()));
		slow.awaitFired();
		this.groups.retire(group.id(), ReconcileFixture.ADMIN);
		Group waiting = this.team.reaches(group.id(), Phase.FAILED);
		assertThat(Objects.requireNonNull(waiting.problem()).code()).isEqualTo("still-used");
		assertThat(this.team.all(group)).hasSize(1);
		slow.release();

		this.team.gone(group.id());
		assertThat(this.team.all(group)).isEmpty();
		this.site.ready(server.id());
	}

	@Test
	void aServerThatBeginsToUseAGroupKeepsItFromBeingRetired() throws Exception {
		Group group = this.team.created("dev@example.com");
		try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<Group> retiring = this.transactions.execute((status) -> {
				Server server = this.team.register(group);
				assertThat(server.retired()).isFalse();
				Future<Group> begun = others.submit(() -> this.groups.retire(group.id(), ReconcileFixture.ADMIN));
				awaitSomebodyWaitsForARowOf("rule_group");
				return begun;
			});
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(Objects.requireNonNull(retiring)::get)
				.withCauseInstanceOf(GroupInUse.class);
		}
		assertThat(this.team.now(group.id()).retired()).isFalse();
	}

	@Test
	void aGroupThatBeginsToBeRemovedIsNotTakenByAServer() throws Exception {
		Group group = this.team.created("dev@example.com");
		this.team.quiet();
		this.cloudflare.faults().on(GroupFixture.DELETE).always().status(503);
		try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<Server> registering = this.transactions.execute((status) -> {
				this.groups.retire(group.id(), ReconcileFixture.ADMIN);
				Future<Server> begun = others.submit(() -> this.team.register(group));
				awaitSomebodyWaitsForARowOf("rule_group");
				return begun;
			});
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(Objects.requireNonNull(registering)::get)
				.withCauseInstanceOf(InvalidInput.class);
		}
		assertThat(this.groups.uses(group.id())).isEmpty();
		this.cloudflare.faults().clear();
		this.team.gone(group.id());
	}

	private void awaitSomebodyWaitsForARowOf(String table) {
		Awaitility.await()
			.until(() -> this.jdbc
				.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE :table")
				.param("table", "%" + table + "%")
				.query(Integer.class)
				.single() > 0);
	}

	@Test
	void aGroupThatIsBeingRemovedIsNotTakenByAServer() {
		Group group = this.team.created("dev@example.com");
		this.team.quiet();
		Fault pause = this.cloudflare.faults().on(GroupFixture.DELETE).hang();
		this.groups.retire(group.id(), ReconcileFixture.ADMIN);
		pause.awaitFired();

		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> this.team.register(group))
			.satisfies((refusal) -> assertThat(refusal.problems().getFirst().code())
				.isEqualTo("servers.error.policies.group-being-removed"));
		pause.release();
		this.team.gone(group.id());
	}

	@Test
	void manyRemovalsWaitForAPerson_I7() {
		List<Group> many = IntStream.range(0, 3).mapToObj((i) -> this.team.created("dev@example.com")).toList();
		Fault pause = this.cloudflare.faults().on(GroupFixture.LIST).hang();
		this.reconciler.request();
		pause.awaitFired();
		many.forEach((group) -> this.groups.retire(group.id(), ReconcileFixture.ADMIN));
		pause.release();

		many.forEach((group) -> this.team.reaches(group.id(), Phase.HELD));
		this.team.quiet();
		assertThat(this.cloudflare.journal().count(GroupFixture.DELETE)).isZero();
		Group meanwhile = this.team.created("new@example.com");
		assertThat(this.team.all(meanwhile)).hasSize(1);

		assertThat(this.commands.approve("something else", ReconcileFixture.ADMIN)).isFalse();
		assertThat(this.commands.approve(this.removals.basis(), ReconcileFixture.ADMIN)).isTrue();
		many.forEach((group) -> this.team.gone(group.id()));
	}

}
