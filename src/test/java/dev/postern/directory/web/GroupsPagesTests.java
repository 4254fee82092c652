package dev.postern.directory.web;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupDraft;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.Actor;
import dev.postern.kernel.GroupId;
import dev.postern.kernel.Phase;
import dev.postern.rules.PolicyCodec;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.TestConstructor;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class GroupsPagesTests {

	private static final Actor ADMIN = Actor.postern("test");

	private final Portal portal;

	private final RuleGroups groups;

	private final Servers servers;

	private final FakeCloudflare cloudflare;

	private final String tunnel;

	private Browser admin;

	GroupsPagesTests(Portal portal, RuleGroups groups, Servers servers, FakeCloudflare cloudflare) {
		this.portal = portal;
		this.groups = groups;
		this.servers = servers;
		this.cloudflare = cloudflare;
		DemoAccount.empty(cloudflare);
		cloudflare.addZone("example.jp");
		this.tunnel = cloudflare.addTunnel("office").toString();
		this.admin = portal.anonymous();
	}

	@BeforeAll
	void signIn() {
		this.admin = this.portal.as(DemoPerson.ADMIN);
	}

	@Test
	void aGroupIsMadeByFormFromAColumnOfAddresses() {
		String name = name();
		HttpResponse<String> answer = this.admin.postFrom("/groups/new", "/groups",
				Map.of("name", name, "people", "ada@example.com\n Ben@example.com,eve@example.com\n\nADA@example.com",
						"domains", "@example.org", "countries", "jp", "exceptPeople", "mallory@example.org",
						"acknowledged", "place-only"));
		assertThat(answer.statusCode()).isEqualTo(303);
		String page = this.admin.get(answer.headers().firstValue("Location").orElseThrow()).body();
		assertThat(page).contains(name, "ada@example.com", "ben@example.com", "eve@example.com", "example.org", "Japan",
				"mallory@example.org", "No server uses it");
		assertThat(page.split("ada@example.com</", -1)).as("once").hasSize(2);
		assertThat(this.admin.get("/groups?q=" + name.replace(" ", "%20")).body()).contains(name);
		assertThat(this.admin.get("/groups?q=mallory%40nowhere").body()).doesNotContain(name);
	}

	@Test
	void whatWasTypedIsNeverLost_I15() {
		HttpResponse<String> answer = this.admin.postFrom("/groups/new", "/groups", Map.of("name", "", "description",
				"a <b>", "people", "ada@example.com nobody", "ranges", "203.0.113.0/24 999.0.0.1"));
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.body()).contains("href=\"#name\"", "href=\"#people\"", "href=\"#ranges\"", "a &lt;b&gt;",
				"ada@example.com nobody", "“nobody” is not an e-mail address", "999.0.0.1 is not an IP address");
	}

	@Test
	void rulesThatTheFormHasNoFieldForSurviveAnEdit() {
		Group group = this.groups.create(new GroupDraft(name(), "", JsonMapper.shared()
			.readTree(
					"""
							[{"okta": {"name": "ops", "identity_provider_id": "5f9a1c1e-0000-4000-8000-000000000001", "new": 1}}]"""),
				JsonMapper.shared().readTree("""
						[{"auth_method": {"auth_method": "mfa"}}]"""), null), Set.of("unknown-selector"), ADMIN);
		String edit = "/groups/%s/edit".formatted(group.id());
		String page = this.admin.get(edit).body();
		String others = HtmlUtils.htmlUnescape(page.replaceFirst("(?s).*name=\"others\" value=\"([^\"]*)\".*", "$1"));
		assertThat(this.admin
			.postFrom(edit, "/groups/" + group.id(),
					Map.of("version", "0", "name", group.spec().name(), "people", "ada@example.com", "others", others))
			.statusCode()).isEqualTo(303);

		Group edited = this.groups.find(group.id()).orElseThrow();
		assertThat(edited.spec().rules().include().stream().map(PolicyCodec::write))
			.containsExactly(JsonMapper.shared().readTree("{\"email\": {\"email\": \"ada@example.com\"}}"), JsonMapper
				.shared()
				.readTree(
						"""
								{"okta": {"name": "ops", "identity_provider_id": "5f9a1c1e-0000-4000-8000-000000000001", "new": 1}}"""));
		assertThat(edited.spec().rules().require()).isEqualTo(group.spec().rules().require());
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "{}", "[]", "[[],[]]", "[[],[],{}]", "[[],[],[],[]]", "[1,2,3]", "[[],[]" })
	void rulesThatWereDamagedOnTheirWayAreToldOfAndNotStored_I15(String others) {
		String name = name();
		HttpResponse<String> answer = this.admin.postFrom("/groups/new", "/groups",
				Map.of("name", name, "people", "ada@example.com", "others", others));
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.body()).contains("were damaged on their way", "ada@example.com");
		assertThat(this.groups.search(name, null, 1).items()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "[[{\"a\":\"\\u0000\"}],[],[]]", "[[],[{\"a\":\"\\ud800\"}],[]]",
			"[[],[{\"a\":1e400}],[]]", "[[],[],[{\"a\":1e999999999}]]" })
	void rulesThatNoStoreTakesAreRefused_I15(String others) {
		HttpResponse<String> answer = this.admin.postFrom("/groups/new", "/groups",
				Map.of("name", name(), "people", "ada@example.com", "others", others));
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.body()).containsAnyOf("half of a character", "too large or too small");
	}

	@Test
	void rulesThatNobodyKnowsAreFewAndSmall_I15() {
		String many = IntStream.range(0, 21)
			.mapToObj("{\"next_year\": %d}"::formatted)
			.collect(Collectors.joining(",", "[[", "],[],[]]"));
		Map<String, String> fields = new HashMap<>(
				Map.of("name", name(), "people", "ada@example.com", "acknowledged", "unknown-selector"));
		fields.put("others", many);
		HttpResponse<String> tooMany = this.admin.postFrom("/groups/new", "/groups", fields);
		assertThat(tooMany.statusCode()).isEqualTo(422);
		assertThat(tooMany.body()).contains("21 rules are of kinds that Postern does not know");

		fields.put("others", "[[],[],[{\"next_year\": \"%s\"}]]".formatted("x".repeat(2_000)));
		HttpResponse<String> tooLong = this.admin.postFrom("/groups/new", "/groups", fields);
		assertThat(tooLong.statusCode()).isEqualTo(422);
		assertThat(tooLong.body()).contains("it has 2,016 characters in JSON");

		fields.put("others", "[[],[],[{\"next_year\": \"%s\"}]]".formatted("x".repeat(1_900)));
		assertThat(this.admin.postFrom("/groups/new", "/groups", fields).statusCode()).isEqualTo(303);
	}

	@Test
	void theListIsCutIntoPages() {
		String mark = UUID.randomUUID().toString();
		IntStream.range(0, 51)
			.forEach(
					(i) -> this.groups.create(draft("%s %02d".formatted(mark, i), "ada@example.com"), Set.of(), ADMIN));
		String first = this.admin.get("/groups?q=" + mark).body();
		assertThat(first).contains(mark + " 00", mark + " 49", "rel=\"next\"").doesNotContain(mark + " 50");
		String next = HtmlUtils.htmlUnescape(first.replaceFirst("(?s).*rel=\"next\" href=\"([^\"]*)\".*", "$1"));
		String second = this.admin.get("/groups" + next.substring(next.indexOf('?'))).body();
		assertThat(second).contains(mark + " 50").doesNotContain(mark + " 49");
	}

	@Test
	void rulesThatSaySomethingTwiceAreNotTaken_I15() {
		String twice = "[[{\"auth_method\":{\"auth_method\":\"mfa\"},\"auth_method\":{\"auth_method\":\"pwd\"}}],[],[]]";
		assertThat(this.admin
			.postFrom("/groups/new", "/groups", Map.of("name", name(), "people", "ada@example.com", "others", twice))
			.statusCode()).isEqualTo(422);
	}

	@Test
	void theSecondOfTwoEditsSeesBothVersionsAndLosesNothing() {
		Group group = create("ada@example.com");
		String path = "/groups/" + group.id();
		Map<String, String> mine = new HashMap<>(
				Map.of("version", "0", "name", group.spec().name(), "people", "mine@example.com"));
		this.groups.edit(group.id(), 0, draft(group.spec().name(), "theirs@example.com"), Set.of(), ADMIN);

		HttpResponse<String> answer = this.admin.postFrom(path + "/edit", path, mine);
		assertThat(answer.statusCode()).isEqualTo(409);
		assertThat(answer.body()).contains("mine@example.com", "theirs@example.com", "name=\"version\" value=\"1\"");
		mine.put("version", "1");
		mine.put("action", "edit");
		assertThat(this.admin.postFrom(path + "/edit", path, mine).body()).contains("mine@example.com");
		mine.remove("action");
		assertThat(this.admin.postFrom(path + "/edit", path, mine).statusCode()).isEqualTo(303);
		assertThat(this.groups.find(group.id()).orElseThrow().version()).isEqualTo(2);
	}

	@Test
	void removalAsksForTheNameAndRefusesWhileServersUseIt() {
		Group group = create("ada@example.com");
		String server = "s" + UUID.randomUUID().toString().substring(0, 8);
		this.servers.register(new ServerDraft(server, server + ".example.jp", this.tunnel, "ssh://10.0.0.5:22",
				"deploy", "ssh", "24h", false, "",
				JsonMapper.shared()
					.readTree("""
							[{"name": "Team", "decision": "allow", "include": [{"group": {"id": "%s"}}]}]"""
						.formatted(group.id()))),
				ADMIN);
		String remove = "/groups/%s/remove".formatted(group.id());
		assertThat(this.admin.get(remove).body()).contains(server, "one server uses");
		assertThat(this.admin.get("/groups/" + group.id()).body()).contains(server);
		assertThat(this.admin.postFrom("/groups/new", remove, Map.of("confirm", group.spec().name())).statusCode())
			.isEqualTo(409);
		assertThat(this.admin.get("/servers").body()).as("the group by its name").contains(group.spec().name());

		Group other = create("ada@example.com");
		String removeOther = "/groups/%s/remove".formatted(other.id());
		assertThat(this.admin.postFrom(removeOther, removeOther, Map.of("confirm", "x")).statusCode()).isEqualTo(422);
		assertThat(this.admin.postFrom(removeOther, removeOther, Map.of("confirm", other.spec().name())).statusCode())
			.isEqualTo(303);
		gone(other.id());
	}

	@Test
	void troubleIsToldInThreeSentencesAndManyRemovalsAreApproved_I7() {
		Fault refusal = this.cloudflare.faults()
			.on("POST", "/accounts/*/access/groups")
			.always()
			.refused(12130, "the limit is reached");
		Group group = create("ada@example.com");
		reaches(group.id(), Phase.HELD);
		assertThat(this.admin.get("/groups/" + group.id()).body()).contains("Cloudflare refuses this change",
				"stays as it stood", "then apply again", "the limit is reached");
		assertThat(this.admin.get("/groups/%s/changes".formatted(group.id())).body()).contains("Access group",
				"the limit is reached");
		refusal.remove();
		this.admin.postFrom("/groups/" + group.id(), "/groups/%s/reconcile".formatted(group.id()), Map.of());
		reaches(group.id(), Phase.READY);

		List<Group> many = IntStream.range(0, 6).mapToObj((i) -> create("ada@example.com")).toList();
		many.forEach((one) -> reaches(one.id(), Phase.READY));
		Fault pause = this.cloudflare.faults().on("DELETE", "/accounts/*/access/groups/*").always().status(503);
		many.forEach((one) -> this.groups.retire(one.id(), ADMIN));
		many.forEach((one) -> reaches(one.id(), Phase.HELD));
		pause.remove();
		String page = this.admin.get("/groups/removals").body();
		assertThat(page).contains(many.getFirst().spec().name());
		assertThat(this.admin.get("/groups/removals/notice").body()).contains("at once");
		assertThat(
				this.admin.postFrom("/groups/removals", "/groups/removals/approve", Map.of("basis", "x")).statusCode())
			.isEqualTo(409);
		String basis = page.replaceFirst("(?s).*name=\"basis\" value=\"([^\"]*)\".*", "$1");
		this.admin.postFrom("/groups/removals", "/groups/removals/approve", Map.of("basis", basis));
		many.forEach((one) -> gone(one.id()));
	}

	@Test
	void cloudflareAwayIsSaidAndNothingIsLost() {
		Group group = create("ada@example.com");
		reaches(group.id(), Phase.READY);
		Fault away = this.cloudflare.faults().on("GET", "/accounts/*/access/**").always().status(503);
		HttpResponse<String> list = this.admin.get("/groups?q=" + group.spec().name().replace(" ", "%20"));
		assertThat(list.statusCode()).isEqualTo(200);
		assertThat(list.body()).contains(group.spec().name());
		away.remove();
	}

	private Group create(String... people) {
		return this.groups.create(draft(name(), people), Set.of(), ADMIN);
	}

	private static GroupDraft draft(String name, String... people) {
		var include = JsonMapper.shared().createArrayNode();
		List.of(people).forEach((person) -> include.addObject().putObject("email").put("email", person));
		return new GroupDraft(name, "", include, null, null);
	}

	private void reaches(GroupId id, Phase phase) {
		Awaitility.await().untilAsserted(() -> assertThat(this.groups.find(id).orElseThrow().phase()).isEqualTo(phase));
	}

	private void gone(GroupId id) {
		Awaitility.await().untilAsserted(() -> assertThat(this.groups.find(id)).isEmpty());
	}

	private static String name() {
		return "Team " + UUID.randomUUID();
	}

}
