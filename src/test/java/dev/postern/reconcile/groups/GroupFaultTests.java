package dev.postern.reconcile.groups;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.faults.Fault;
import dev.postern.reconcile.FaultWay;
import dev.postern.reconcile.ReconcileFixture;
import dev.postern.reconcile.ReconcileTest;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each call about a group goes wrong in each way, while it is made, changed and removed.
 */
@ReconcileTest
@TestPropertySource(properties = { "postern.reconcile.retry-first=20ms", "postern.reconcile.retry-longest=200ms",
		"postern.cloudflare.read-timeout=300ms" })
class GroupFaultTests {

	/** Looked at, written, looked at again. */
	private static final int CALLS = 3;

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private Servers servers;

	@Autowired
	private RuleGroups groups;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ReconcileFixture site;

	private GroupFixture team;

	@BeforeEach
	void openSite() {
		this.team = new GroupFixture(this.cloudflare, this.groups, this.servers, this.site, this.jdbc);
	}

	@Test
	void aThrottledChangeWasNotMade() {
		this.cloudflare.faults().on(GroupFixture.CREATE).nth(1).throttle(1);
		Group group = this.team.created("jdoe@example.com");

		assertThat(this.jdbc.sql("SELECT status FROM group_change WHERE group_id = :group ORDER BY id")
			.param("group", group.id().value())
			.query(String.class)
			.list()).containsExactly("SKIPPED", "DONE");
	}

	static Stream<Arguments> everyCallInEveryWay() {
		return Stream.of(FaultWay.values())
			.flatMap((way) -> IntStream.rangeClosed(1, CALLS).mapToObj((call) -> Arguments.of(way, call)));
	}

	@ParameterizedTest(name = "{0}, call {1}")
	@MethodSource("everyCallInEveryWay")
	void endsTheSameWhateverGoesWrong_I1_I2_I3_I4_I5(FaultWay way, int call) {
		this.cloudflare.asSomebodyElse().addGroup("""
				{"name": "Others", "include": [{"email": {"email": "boss@example.com"}}]}""");
		Fault making = way.strike(this.cloudflare.faults().on(GroupFixture.GROUPS).nth(call).times(2));
		Group group = this.team.create("dev@example.com");
		Server server = this.team.registered(group);
		this.team.ready(group.id());
		this.team.quiet();
		assertThat(making.fired()).as("fault while it is made").isTrue();
		making.end();
		assertThat(this.team.members(group)).containsExactly("dev@example.com");
		this.site.assertStands(server.spec().hostname().value(), "ssh://host.docker.internal:22");

		Fault changing = way.strike(this.cloudflare.faults().on(GroupFixture.GROUPS).nth(call));
		this.team.edit(group, "dev@example.com", "new@example.com");
		this.team.ready(group.id());
		this.team.quiet();
		assertThat(changing.fired()).as("fault while it is changed").isTrue();
		changing.end();
		assertThat(this.team.members(group)).containsExactly("dev@example.com", "new@example.com");

		this.site.retire(server);
		this.site.gone(server.id());
		Fault removing = way.strike(this.cloudflare.faults().on(GroupFixture.GROUPS).nth(call));
		this.groups.retire(group.id(), ReconcileFixture.ADMIN);
		this.team.gone(group.id());
		this.team.quiet();
		assertThat(removing.fired()).as("fault while it is removed").isTrue();
		removing.end();
		assertThat(this.team.all(group)).isEmpty();

		this.cloudflare.watch().assertNoViolations();
	}

}
