package dev.postern.reconcile;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing odd takes a working server down, nothing open stays unseen. */
@ReconcileTest
class OddAccountTests {

	private static final String SERVICE = "ssh://host.docker.internal:22";

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private TunnelReconciler reconciler;

	@Autowired
	private ReconcileFixture site;

	@ParameterizedTest
	@ValueSource(strings = { "%s/healthz", "%s/*", "*.example.jp/metrics", "%S/Status" })
	void anApplicationOnAPartOfTheHostnameIsAConflictBeforeAndAnAlarmAfter_I1(String shape) {
		String standing = ReconcileFixture.newHostname();
		String coming = ReconcileFixture.newHostname();
		Server server = this.site.registered(standing);
		this.site.quiet();
		List<AccessAppId> others = Stream.of(standing, coming)
			.map((hostname) -> shape.formatted(hostname).replace("EXAMPLE.JP", "Example.JP"))
			.distinct()
			.map((domain) -> this.cloudflare.asSomebodyElse().addApp(open(domain)))
			.toList();

		look();

		Server alarmed = this.site.reaches(server.id(), Phase.HELD);
		assertThat(alarmed.problem()).extracting(Problem::code).isEqualTo("application-opens");
		this.site.assertStands(standing, SERVICE);
		this.cloudflare.journal().clear();
		Server held = this.site.reaches(this.site.register(coming).id(), Phase.HELD);
		assertThat(held.problem()).extracting(Problem::code).isEqualTo("application-opens");
		assertThat(this.site.writes()).isEmpty();
		others.forEach(this.cloudflare.asSomebodyElse()::removeApp);
		look();
		this.site.ready(server.id());
		this.site.ready(held.id());
	}

	@Test
	void anEditThatTakesAccessAwayIsMadeAlthoughTheTagWasDeleted() {
		String hostname = ReconcileFixture.newHostname();
		Server server = this.site.registered(hostname);
		this.site.quiet();
		this.cloudflare.loseTag("postern");
		this.cloudflare.watch().forgive();

		this.site.edit(server, narrowed(hostname));

		this.site.ready(server.id());
		assertThat(this.cloudflare.wouldAllow(hostname, "dev@example.com")).isFalse();
		assertThat(this.cloudflare.state().apps().toString()).contains("postern");
	}

	@Test
	void anEditThatTakesAccessAwayIsMadeBehindAConflict() {
		String hostname = ReconcileFixture.newHostname();
		Server server = this.site.registered(hostname);
		this.site.quiet();
		this.cloudflare.asSomebodyElse().addRule(this.site.tunnel, """
				{"hostname": "%s", "path": "^/x", "service": "http://x"}""".formatted(hostname));

		this.site.edit(server, narrowed(hostname));

		Server held = this.site.reaches(server.id(), Phase.HELD);
		assertThat(held.problem()).extracting(Problem::code).isEqualTo("rule-taken");
		assertThat(held.awaitsAccess()).isFalse();
		assertThat(this.cloudflare.wouldAllow(hostname, "dev@example.com")).isFalse();
	}

	@Test
	void anEditThatTakesAccessAwayIsMadeAlthoughNothingElseCanBeRead() {
		String hostname = ReconcileFixture.newHostname();
		Server server = this.site.registered(hostname);
		this.site.quiet();
		Fault away = this.cloudflare.faults().on(Calls.LIST_DNS).always().status(500);

		this.site.edit(server, narrowed(hostname));

		Awaitility.await("nobody gets in any more who should not")
			.until(() -> !this.cloudflare.wouldAllow(hostname, "dev@example.com"));
		away.remove();
		this.site.ready(server.id());
	}

	@Test
	void anEditThatCannotTakeAccessAwayYetSaysSo() {
		String hostname = ReconcileFixture.newHostname();
		Server server = this.site.registered(hostname);
		this.site.quiet();
		Fault refused = this.cloudflare.faults().on(Calls.PUT_APP).always().refused(12130, "access.api.error: no");

		this.site.edit(server, narrowed(hostname));

		assertThat(this.site.reaches(server.id(), Phase.HELD).awaitsAccess()).isTrue();
		assertThat(this.cloudflare.wouldAllow(hostname, "dev@example.com")).isTrue();
		refused.remove();
		look();
		assertThat(this.site.ready(server.id()).awaitsAccess()).isFalse();
	}

	@Test
	void aCatchAllThatIsGoneIsMadeAgain() {
		String hostname = ReconcileFixture.newHostname();
		Server server = this.site.registered(hostname);
		this.site.quiet();
		Fault without = this.cloudflare.faults().on(Calls.GET_CONFIGURATION).times(2).answers((body) -> {
			JsonNode rules = body.path("result").path("config").path("ingress");
			((tools.jackson.databind.node.ArrayNode) rules).remove(rules.size() - 1);
			return body;
		});
		this.cloudflare.journal().clear();

		look();
		Awaitility.await().until(() -> without.firings() == 2);
		this.site.quiet();

		assertThat(this.site.writes()).containsExactly("PUT configuration");
		this.site.ready(server.id());
	}

	static Stream<UnaryOperator<ObjectNode>> waysToLeaveOutWhoGetsIn() {
		return Stream.of((app) -> app.without("policies"), (app) -> app.putNull("policies"),
				(app) -> app.put("policies", "none"), (app) -> {
					app.putArray("policies").addObject().put("id", "p1").put("precedence", 1);
					return app;
				});
	}

	@ParameterizedTest
	@MethodSource("waysToLeaveOutWhoGetsIn")
	void aListThatLeavesOutWhoGetsInSaysNothing_I3(UnaryOperator<ObjectNode> leaveOut) {
		String hostname = ReconcileFixture.newHostname();
		Server server = this.site.registered(hostname);
		this.site.quiet();
		Fault list = this.cloudflare.faults().on(Calls.LIST_APPS).always().answers(each(leaveOut));
		this.cloudflare.journal().clear();

		look();
		this.site.quiet();

		assertThat(list.fired()).isTrue();
		assertThat(this.site.writes()).isEmpty();
		this.site.ready(server.id());
		this.site.edit(server, narrowed(hostname));
		this.site.ready(server.id());
		assertThat(this.cloudflare.wouldAllow(hostname, "dev@example.com")).isFalse();
	}

	@ParameterizedTest
	@MethodSource("waysToLeaveOutWhoGetsIn")
	void whatIsToldNowhereTakesNothingDown_I3(UnaryOperator<ObjectNode> leaveOut) {
		String hostname = ReconcileFixture.newHostname();
		Server server = this.site.registered(hostname);
		this.site.quiet();
		this.cloudflare.faults().on(Calls.LIST_APPS).always().answers(each(leaveOut));
		this.cloudflare.faults().on(Calls.GET_APP).always().answers(each(leaveOut));
		this.cloudflare.faults()
			.on((call) -> call.path().endsWith("/policies") && !call.isWrite())
			.always()
			.answers((body) -> {
				ObjectNode nothing = (ObjectNode) body;
				nothing.remove("result_info");
				return nothing.set("result", JsonNodeFactory.instance.arrayNode());
			});
		this.cloudflare.journal().clear();

		look();

		Server held = this.site.reaches(server.id(), Phase.HELD);
		assertThat(held.problem()).extracting(Problem::code).isEqualTo("application-unreadable");
		assertThat(this.site.writes()).isEmpty();
		this.site.assertStands(hostname, SERVICE);
		this.cloudflare.faults().clear();
		look();
		this.site.ready(server.id());
	}

	@Test
	void rulesThatAreNotToldAreNotWrittenOver_I2_I3() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		Fault silent = this.cloudflare.faults().on(Calls.GET_CONFIGURATION).always().answers((body) -> {
			((ObjectNode) body.path("result").path("config")).remove("ingress");
			return body;
		});
		this.cloudflare.journal().clear();

		Server coming = this.site.register(ReconcileFixture.newHostname());

		assertThat(this.site.reaches(coming.id(), Phase.HELD).problem()).extracting(Problem::code)
			.isEqualTo("configuration-unreadable");
		assertThat(this.site.writes()).isEmpty();
		silent.remove();
		look();
		this.site.ready(coming.id());
		this.site.ready(server.id());
	}

	@ParameterizedTest
	@ValueSource(strings = { "hostname", "service" })
	void aForeignRuleThatIsNotToldWholeIsNotWrittenBackAsWhatItIsNot_I2(String field) {
		this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		Fault silent = this.cloudflare.faults().on(Calls.GET_CONFIGURATION).always().answers((body) -> {
			((ObjectNode) body.path("result").path("config").path("ingress").path(0)).remove(field);
			return body;
		});
		this.cloudflare.journal().clear();

		Server coming = this.site.register(ReconcileFixture.newHostname());

		assertThat(this.site.reaches(coming.id(), Phase.HELD).problem()).extracting(Problem::code)
			.isEqualTo("configuration-unreadable");
		assertThat(this.site.writes()).isEmpty();
		silent.remove();
		look();
		this.site.ready(coming.id());
	}

	@Test
	void whatIsMadeAndNotShownYetIsNeitherMadeAgainNorMissed_I4() {
		String hostname = ReconcileFixture.newHostname();
		this.cloudflare.journal().clear();
		Fault unlisted = this.cloudflare.faults().on(Calls.LIST_DNS).always().answers(without(hostname));
		Fault unread = this.cloudflare.faults().on(Calls.GET_DNS).times(3).missing(81044, "Record does not exist.");

		Server server = this.site.register(hostname);
		Awaitility.await().until(() -> unread.firings() == 3);

		this.site.ready(server.id());
		assertThat(this.site.writes().stream().filter("POST dns"::equals)).hasSize(1);
		unlisted.remove();
		this.site.assertStands(hostname, SERVICE);
	}

	@Test
	void anApplicationThatIsNotShownAtAllYetIsAwaitedBeforeAnythingIsOpened_I1_I4() {
		String hostname = ReconcileFixture.newHostname();
		Fault unlisted = this.cloudflare.faults().on(Calls.LIST_APPS).always().answers(without(hostname));
		Fault unread = this.cloudflare.faults()
			.on(Calls.GET_APP)
			.times(3)
			.missing(11021, "access.api.error.unknown_application");

		Server server = this.site.register(hostname);

		this.site.ready(server.id());
		assertThat(unread.firings()).isEqualTo(3);
		unlisted.remove();
		this.site.assertStands(hostname, SERVICE);
	}

	static Stream<Consumer<FakeCloudflare>> refusalsThatPass() {
		return Stream.of(
				(fake) -> fake.faults()
					.on(Calls.CREATE_DNS)
					.times(3)
					.refused(81054, "A CNAME record with that host exists."),
				(fake) -> fake.faults()
					.on(Calls.CREATE_APP.mentioning("domain"))
					.times(3)
					.refused(12132, "access.api.error.conflict: busy"),
				(fake) -> fake.faults().on(Calls.PUT_CONFIGURATION).times(2).refused(1056, "Bad Configuration"),
				(fake) -> fake.faults().on(Calls.CREATE_DNS).times(2).forbidden());
	}

	@ParameterizedTest
	@MethodSource("refusalsThatPass")
	void aRefusalThatPassesHoldsNobody(Consumer<FakeCloudflare> refuse) {
		String hostname = ReconcileFixture.newHostname();
		refuse.accept(this.cloudflare);

		Server server = this.site.register(hostname);

		this.site.ready(server.id());
		this.site.assertStands(hostname, SERVICE);
	}

	@Test
	void aRefusedChangeOfTypeLeavesTheServerUp() {
		String hostname = ReconcileFixture.newHostname();
		Server server = this.site.registered(hostname);
		this.site.quiet();
		this.cloudflare.faults()
			.on(Calls.CREATE_APP.mentioning("self_hosted"))
			.always()
			.refused(12130, "access.api.error.invalid_request: not today");
		ServerDraft plain = this.site.draft(hostname);

		this.site.edit(server,
				new ServerDraft(plain.name(), plain.hostname(), plain.tunnelId(), plain.service(), plain.loginUser(),
						"self_hosted", plain.sessionDuration(), false, plain.description(), plain.policies()));

		Server held = this.site.reaches(server.id(), Phase.HELD);
		assertThat(held.problem()).extracting(Problem::code).isEqualTo("type-refused");
		assertThat(held.problem()).extracting(Problem::retryAt).isNotNull();
		this.site.assertStands(hostname, SERVICE);
	}

	private void look() {
		this.reconciler.request(this.site.tunnel);
	}

	private ServerDraft narrowed(String hostname) {
		return this.site.draft(hostname, this.site.tunnel, SERVICE, "ops@example.com");
	}

	private static String open(String domain) {
		return """
				{"name": "Health", "type": "self_hosted", "domain": "%s", "policies": [
				 {"name": "All", "decision": "bypass", "include": [{"everyone": {}}]}]}""".formatted(domain);
	}

	/** Changes each object of a list, or the single one. */
	private static UnaryOperator<JsonNode> each(UnaryOperator<ObjectNode> change) {
		return (body) -> {
			JsonNode result = body.path("result");
			JsonNode changed = result.isArray()
					? JsonNodeFactory.instance.arrayNode()
						.addAll(result.valueStream().map((one) -> change.apply((ObjectNode) one)).toList())
					: change.apply((ObjectNode) result);
			return ((ObjectNode) body).set("result", changed);
		};
	}

	/** A list without what names the hostname. */
	private static UnaryOperator<JsonNode> without(String hostname) {
		return (body) -> {
			ObjectNode changed = (ObjectNode) body;
			List<JsonNode> left = body.path("result")
				.valueStream()
				.filter((one) -> !one.toString().contains("\"" + hostname + "\""))
				.toList();
			changed.set("result", JsonMapper.shared().valueToTree(left));
			changed.remove("result_info");
			return changed;
		};
	}

}
