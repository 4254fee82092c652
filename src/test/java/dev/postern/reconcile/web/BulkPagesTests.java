package dev.postern.reconcile.web;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.kernel.Phase;
import dev.postern.servers.Drafts;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import dev.postern.servers.form.ServerForm;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BulkPagesTests {

	private static final Pattern HIDDEN = Pattern
		.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

	private final Portal portal;

	private final ServersFixture town;

	private final Servers servers;

	private Browser admin;

	@Autowired
	BulkPagesTests(Portal portal, FakeCloudflare cloudflare, Servers servers) {
		this.portal = portal;
		this.servers = servers;
		this.town = new ServersFixture(cloudflare, servers);
		this.admin = portal.anonymous();
	}

	@BeforeAll
	void signIn() {
		this.admin = this.portal.as(DemoPerson.ADMIN);
	}

	@AfterEach
	void mend() {
		this.town.cloudflare().faults().clear();
	}

	@Test
	void tagsAndTheLoginUserAreChangedInOnePreviewWithoutAskingCloudflareI10() {
		List<Server> three = settled(3, "Prod", "old");
		this.town.cloudflare().faults().on(Calls.LIST_APPS).always().status(503);

		Map<String, String> form = hidden(choose(three, "edit"));
		form.putAll(Map.of("addTags", "prod, tokyo", "removeTags", "OLD", "loginUser", "deploy"));
		HttpResponse<String> preview = this.admin.post("/servers/bulk/preview", form);

		assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
		assertThat(text(preview)).contains("What happens with 3 servers", "old, Prod", "Prod, tokyo",
				"Only Postern keeps tags and login users", "myuser", "deploy");
		three.forEach((server) -> assertThat(preview.body()).contains(server.spec().hostname().value()));
		assertThat(now(three)).isEqualTo(three);

		HttpResponse<String> done = this.admin.post("/servers/bulk/confirm", hidden(preview));
		assertThat(text(done)).contains("3 servers are changed");
		assertThat(now(three)).allSatisfy((server) -> {
			assertThat(server.spec().tags()).containsExactly("Prod", "tokyo");
			assertThat(server.spec().loginUser()).isEqualTo("deploy");
		});
		three
			.forEach((server) -> assertThat(this.admin.get("/audit?action=server.edited&subject=" + server.id()).body())
				.containsOnlyOnce("changed the server " + server.spec().name()));
	}

	@Test
	void howLongALoginLastsIsPreviewedAsCloudflareWillHaveIt() {
		List<Server> two = settled(2);
		Map<String, String> form = hidden(choose(two, "edit"));
		form.put("sessionDuration", "90m");

		HttpResponse<String> preview = this.admin.post("/servers/bulk/preview", form);
		assertThat(text(preview)).contains("change Access application", "24h", "1h30m");
		assertThat(text(this.admin.post("/servers/bulk/confirm", hidden(preview)))).contains("2 servers are changed");

		two.forEach((server) -> {
			this.town.awaitPhase(server.id(), Phase.READY);
			assertThat(this.town.cloudflare().state().app(server.spec().hostname().value()).orElseThrow().toString())
				.contains("1h30m");
		});
	}

	@Test
	void whatSomebodyChangedMeanwhileIsLeftOutAndTold() {
		List<Server> three = settled(3);
		Map<String, String> form = hidden(choose(three, "edit"));
		form.put("addTags", "late");
		HttpResponse<String> preview = this.admin.post("/servers/bulk/preview", form);
		Server quick = three.getFirst();
		this.servers.edit(quick.id(), quick.version(), with(quick, "description", "changed meanwhile"),
				ServersFixture.ADA);

		HttpResponse<String> refused = this.admin.post("/servers/bulk/confirm", hidden(preview));
		assertThat(refused.statusCode()).isEqualTo(409);
		assertThat(text(refused)).contains("One server is left out",
				"Somebody changed " + quick.spec().name() + " meanwhile", "Change 2 servers");
		assertThat(now(three)).noneMatch((server) -> server.spec().tags().contains("late"));

		assertThat(text(this.admin.post("/servers/bulk/confirm", hidden(refused)))).contains("2 servers are changed");
		assertThat(now(three)).filteredOn((server) -> server.spec().tags().contains("late"))
			.extracting(Server::id)
			.containsExactlyInAnyOrder(three.get(1).id(), three.get(2).id());
	}

	@Test
	void manyServersAreRemovedWithOneConfirmationAndWithoutTheBrakeAskingAgain() {
		List<Server> seven = settled(7);
		HttpResponse<String> preview = choose(seven, "remove");
		assertThat(text(preview)).contains("Remove 7 servers", "delete Access application", "delete ingress rule",
				"delete DNS record", "Who loses access: admin@example.com", "remove 7");

		Map<String, String> form = hidden(preview);
		form.put("confirm", "remove 6");
		HttpResponse<String> wrong = this.admin.post("/servers/bulk/removal", form);
		assertThat(wrong.statusCode()).isEqualTo(422);
		assertThat(wrong.body()).contains("value=\"remove 6\"");
		assertThat(now(seven)).noneMatch(Server::retired);

		form.put("confirm", " Remove 7 ");
		assertThat(text(this.admin.post("/servers/bulk/removal", form))).contains("7 servers are being removed");
		seven.forEach((server) -> this.town.awaitGone(server.id()));
		seven.forEach((server) -> assertThat(
				this.admin.get("/audit?action=server.removal_requested&subject=" + server.id()).body())
			.contains(server.spec().name()));
	}

	@Test
	void aServerThatChangedAfterThePreviewIsNotRemoved() {
		List<Server> two = settled(2);
		Map<String, String> form = hidden(choose(two, "remove"));
		form.put("confirm", "remove 2");
		Server quick = two.getFirst();
		this.servers.edit(quick.id(), quick.version(), with(quick, "description", "needed again"), ServersFixture.ADA);

		HttpResponse<String> refused = this.admin.post("/servers/bulk/removal", form);
		assertThat(refused.statusCode()).isEqualTo(409);
		assertThat(text(refused)).contains("Somebody changed " + quick.spec().name(), "remove 1");
		assertThat(now(two)).noneMatch(Server::retired);
	}

	@Test
	void withoutCloudflareTheRemovalIsStillPossibleAndSaysWhatIsNotKnown() {
		List<Server> one = settled(1);
		this.town.cloudflare().faults().on(Calls.LIST_APPS).always().status(503);
		HttpResponse<String> preview = choose(one, "remove");
		assertThat(text(preview)).contains("What would be deleted cannot be shown now", "Remove one server");
		assertThat(hidden(preview)).doesNotContainKey("basis");
	}

	@Test
	void whatIsWrongIsToldAtTheFieldsAndKept() {
		List<Server> one = settled(1, IntStream.range(0, 19).mapToObj((i) -> "t" + i).toArray(String[]::new));
		Map<String, String> form = hidden(choose(one, "edit"));
		assertThat(text(post("/servers/bulk/preview", form, Map.of()))).contains("This edit would change nothing");
		HttpResponse<String> wrong = post("/servers/bulk/preview", form,
				Map.of("addTags", "<b>", "loginUser", "Root %h", "sessionDuration", "1d"));
		assertThat(wrong.statusCode()).isEqualTo(422);
		assertThat(text(wrong)).contains("<b> cannot be a tag", "because of U+0020", "is not a duration");
		assertThat(wrong.body()).contains("value=\"&lt;b&gt;\"", "value=\"Root %h\"");
		assertThat(text(post("/servers/bulk/preview", form, Map.of("addTags", "a, b"))))
			.contains(one.getFirst().spec().name() + " would have 21 tags");
		assertThat(text(post("/servers/bulk/preview", form, Map.of("addTags", "T3")))).contains("Nothing changes",
				"One chosen server has these values already");
	}

	@Test
	void nothingAndTooMuchAreToldClearly() {
		assertThat(this.admin.postFrom("/servers", "/servers/bulk", Map.of("action", "edit")).body())
			.contains("No server is chosen. Choose at least one in the list.");
		String many = Stream.generate(() -> UUID.randomUUID().toString()).limit(201).collect(Collectors.joining(","));
		HttpResponse<String> refused = this.admin.postFrom("/servers", "/servers/bulk",
				Map.of("action", "remove", "server", many));
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("These are 201 servers. At most 200 can be changed at once");
		assertThat(this.admin.postFrom("/servers", "/servers/bulk/preview", Map.of("server", "x:1")).statusCode())
			.isIn(400, 422);
		assertThat(this.admin.get("/servers/bulk/preview").statusCode()).isEqualTo(303);
	}

	@Test
	void allThatMatchAFilterAreChosen() {
		String mark = "m" + UUID.randomUUID().toString().substring(0, 8);
		settled(2, mark);
		HttpResponse<String> form = this.admin.postFrom("/servers", "/servers/bulk",
				Map.of("action", "edit", "all", "true", "tag", mark.toUpperCase(Locale.ROOT)));
		assertThat(text(form)).contains("Edit 2 servers");
	}

	private HttpResponse<String> choose(List<Server> servers, String action) {
		return this.admin.postFrom("/servers", "/servers/bulk", Map.of("action", action, "server",
				servers.stream().map((server) -> server.id().toString()).collect(Collectors.joining(","))));
	}

	private HttpResponse<String> post(String path, Map<String, String> form, Map<String, String> more) {
		Map<String, String> fields = new LinkedHashMap<>(form);
		fields.putAll(more);
		return this.admin.post(path, fields);
	}

	private List<Server> settled(int count, String... tags) {
		List<Server> registered = IntStream.range(0, count)
			.mapToObj((_) -> this.servers.register(Drafts.with(this.town.draft("bulk"), "tags", List.of(tags)),
					ServersFixture.ADA))
			.toList();
		return registered.stream().map((server) -> this.town.awaitPhase(server.id(), Phase.READY)).toList();
	}

	private List<Server> now(List<Server> servers) {
		return this.servers.inOrder(servers.stream().map(Server::id).toList());
	}

	private static ServerDraft with(Server server, String field, String value) {
		return Drafts.with(ServerForm.of(server).toDraft(), field, value);
	}

	/**
	 * What a browser sends of a page's hidden fields; several values of one are joined.
	 */
	private static Map<String, String> hidden(HttpResponse<String> page) {
		assertThat(page.statusCode()).as(page.body()).isIn(200, 409, 422);
		Map<String, String> fields = new LinkedHashMap<>();
		HIDDEN.matcher(page.body())
			.results()
			.forEach((field) -> fields.merge(field.group(1), HtmlUtils.htmlUnescape(field.group(2)),
					(one, other) -> field.group(1).equals("_csrf") ? other : one + "," + other));
		return fields;
	}

	private static String text(HttpResponse<String> page) {
		return HtmlUtils.htmlUnescape(page.body().replaceAll("<[^>]*>", "")).replaceAll("\\s+", " ");
	}

}
