package dev.postern.reconcile.groups;

import java.util.UUID;

import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.reconcile.ReconcileFixture;
import dev.postern.reconcile.ReconcileTest;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Groups of a portal that only looks. */
@ReconcileTest
@TestPropertySource(properties = "postern.reconcile.mode=OBSERVE")
class GroupObserveModeTests {

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private Servers servers;

	@Autowired
	private RuleGroups groups;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Portal portal;

	@Autowired
	private ReconcileFixture site;

	private GroupFixture team;

	@BeforeEach
	void openSite() {
		this.team = new GroupFixture(this.cloudflare, this.groups, this.servers, this.site, this.jdbc);
		this.team.quiet();
		this.cloudflare.journal().clear();
	}

	@Test
	void nothingIsWrittenAndWhatWouldBeDoneIsShown() {
		Group group = this.team.create("dev@example.com");
		this.team.quiet();
		Group waiting = this.team.reaches(group.id(), Phase.PENDING);
		assertThat(waiting.problem()).extracting(Problem::code).isEqualTo("observe-only");
		assertThat(this.team.all(group)).isEmpty();
		assertThat(changes(group)).contains("What would be done at Cloudflare", "sign-create", "dev@example.com",
				"Nothing yet.");
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/groups/" + group.id()).body())
			.contains("is set not to do what this group needs", "Look below at what would be done");

		this.team.postAsPostern(group, "old@example.com");
		this.jdbc
			.sql("INSERT INTO owned_group (group_id, remote_id, unanswered, claimed_at, owned_at) "
					+ "VALUES (:group, :remote, 0, now(), now())")
			.param("group", group.id().value())
			.param("remote", UUID.fromString(this.team.standing(group).path("id").asString()))
			.update();
		this.cloudflare.journal().clear();
		this.team.edit(group, "new@example.com");
		this.team.quiet();
		assertThat(changes(group)).contains("sign-change", "old@example.com", "new@example.com")
			.doesNotContain("sign-create");
		assertThat(this.team.members(group)).containsExactly("old@example.com");

		this.groups.retire(group.id(), ReconcileFixture.ADMIN);
		this.team.quiet();
		assertThat(changes(group)).contains("sign-delete").doesNotContain("sign-change");
		assertThat(this.team.members(group)).containsExactly("old@example.com");
		assertThat(this.team.reaches(group.id(), Phase.REMOVING).problem()).extracting(Problem::code)
			.isEqualTo("observe-only");
		assertThat(this.team.writes()).isEmpty();
	}

	private String changes(Group group) {
		return this.portal.as(DemoPerson.ADMIN).get("/groups/%s/changes".formatted(group.id())).body();
	}

}
