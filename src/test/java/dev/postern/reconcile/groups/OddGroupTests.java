package dev.postern.reconcile.groups;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.reconcile.ReconcileFixture;
import dev.postern.reconcile.ReconcileTest;
import dev.postern.servers.Servers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Groups that Cloudflare does not show yet, or does not tell whole. */
@ReconcileTest
class OddGroupTests {

	private static final CallMatcher GET = CallMatcher.of("GET", "/accounts/*/access/groups/*");

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
	}

	@Test
	void aGroupThatIsNotShownYetIsNotMadeAgain_I4() {
		this.cloudflare.journal().clear();
		this.cloudflare.faults().on(GroupFixture.LIST).times(3).answers(changing((group) -> null));
		Fault unread = this.cloudflare.faults().on(GET).times(2).missing(12135, "access.api.error.not_found");

		Group group = this.team.created("dev@example.com");

		assertThat(unread.firings()).isEqualTo(2);
		assertThat(this.team.writes()).containsExactly("POST group");
		assertThat(this.team.members(group)).containsExactly("dev@example.com");
	}

	static Stream<UnaryOperator<ObjectNode>> waysToTellLess() {
		return Stream.of((group) -> group.without("include"), (group) -> group.putNull("include"),
				(group) -> group.put("include", "all"), (group) -> group.put("name", 17));
	}

	@ParameterizedTest
	@MethodSource("waysToTellLess")
	void aGroupThatIsNotToldWholeIsLeftAlone_I3(UnaryOperator<ObjectNode> tellLess) {
		Group group = this.team.created("dev@example.com");
		this.team.quiet();
		this.cloudflare.faults().on(GroupFixture.LIST).always().answers(changing((listed) -> tellLess.apply(listed)));
		this.cloudflare.faults()
			.on(GET)
			.always()
			.answers((body) -> ((ObjectNode) body).set("result", tellLess.apply((ObjectNode) body.path("result"))));
		this.cloudflare.journal().clear();

		this.reconciler.request();

		Group told = this.team.reaches(group.id(), Phase.FAILED);
		assertThat(told.problem()).extracting(Problem::code).isEqualTo("group-unreadable");
		assertThat(this.team.writes()).isEmpty();
		this.cloudflare.faults().clear();
		this.team.ready(group.id());
	}

	@Test
	void aGroupOfSomebodyElseOfAnyShapeKeepsNobody() {
		this.cloudflare.asSomebodyElse().addGroup("""
				{"name": "Theirs", "include": [{"email": {"email": "boss@example.com"}}]}""");
		this.cloudflare.faults()
			.on(GroupFixture.LIST)
			.always()
			.answers(changing((group) -> group.path("name").asString().equals("Theirs")
					? group.put("include", "somebody") : group));

		Group group = this.team.created("dev@example.com");

		assertThat(this.team.members(group)).containsExactly("dev@example.com");
	}

	/** Changes each group of a list, or leaves it out. */
	private static UnaryOperator<JsonNode> changing(Function<ObjectNode, @Nullable ObjectNode> change) {
		return (body) -> {
			ObjectNode changed = (ObjectNode) body;
			List<ObjectNode> shown = body.path("result")
				.valueStream()
				.flatMap((group) -> Stream.ofNullable(change.apply((ObjectNode) group)))
				.toList();
			changed.set("result", JsonMapper.shared().valueToTree(shown));
			changed.remove("result_info");
			return changed;
		};
	}

}
