package dev.postern.reconcile.groups;

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

/** Groups of a portal that may make and change, and not remove. */
@ReconcileTest
@TestPropertySource(properties = "postern.reconcile.mode=UPSERT")
class GroupUpsertModeTests {

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
	void groupsAreMadeAndChangedAndNeverRemoved() {
		Group group = this.team.created("dev@example.com");
		this.team.edit(group, "dev@example.com", "new@example.com");
		this.team.ready(group.id());
		assertThat(this.team.members(group)).containsExactlyInAnyOrder("dev@example.com", "new@example.com");

		this.groups.retire(group.id(), ReconcileFixture.ADMIN);
		Group other = this.team.created("eve@example.com");
		this.reconciler.request();
		this.team.quiet();

		assertThat(this.team.writes()).containsExactly("POST group", "PUT group", "POST group");
		assertThat(this.team.members(group)).hasSize(2);
		assertThat(this.team.members(other)).containsExactly("eve@example.com");
		Group going = this.team.reaches(group.id(), Phase.REMOVING);
		assertThat(going.problem()).extracting(Problem::code).isEqualTo("observe-only");
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/groups/%s/changes".formatted(group.id())).body())
			.contains("What would be done at Cloudflare", "sign-delete", "new@example.com");
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/groups/%s/changes".formatted(other.id())).body())
			.doesNotContain("What would be done at Cloudflare");
	}

	@Test
	void aTwinThatMayNotGoLeavesTheGroupAsItShouldBe() {
		Group group = this.team.created("dev@example.com");
		this.jdbc.sql("UPDATE owned_group SET unanswered = 1 WHERE group_id = :id")
			.param("id", group.id().value())
			.update();
		this.team.postAsPostern(group, "dev@example.com");
		this.team.edit(group, "dev@example.com", "new@example.com");
		Group drifted = this.team.reaches(group.id(), Phase.DRIFTED);

		assertThat(drifted.appliedGeneration()).isEqualTo(drifted.generation());
		assertThat(this.team.all(group)).hasSize(2);
		assertThat(this.cloudflare.journal().matching(GroupFixture.DELETE)).isEmpty();
	}

}
