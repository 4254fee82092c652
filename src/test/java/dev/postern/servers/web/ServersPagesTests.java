package dev.postern.servers.web;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Drafts;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.ServerView;
import dev.postern.servers.Servers;
import dev.postern.servers.form.ServerForm;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import dev.postern.tunnels.Tunnels;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.TestConstructor;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class ServersPagesTests {

	private static final Actor ADMIN = Actor.postern("test");

	private final Portal portal;

	private final Servers servers;

	private final FakeCloudflare cloudflare;

	private final String tunnel;

	private Browser admin;

	private final Tunnels tunnels;

	ServersPagesTests(Portal portal, Servers servers, FakeCloudflare cloudflare, Tunnels tunnels) {
		this.tunnels = tunnels;
		this.portal = portal;
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
	void aServerIsRegisteredByForm() {
		String name = name();
		Map<String, String> fields = FormFields.of(this.admin.get("/servers/new").body());
		fields.putAll(Map.of("name", name, "hostname", name + ".example.jp", "tunnelId", this.tunnel, "service",
				"ssh://host.docker.internal:22", "loginUser", "myuser"));
		fields.put("policies[0].include[0].values", "ada@example.com, ben@example.com\neve@example.com");
		HttpResponse<String> answer = this.admin.postFrom("/servers/new", "/servers", fields);
		assertThat(answer.statusCode()).isEqualTo(303);
		String page = this.admin.get(answer.headers().firstValue("Location").orElseThrow()).body();
		assertThat(page).contains(name, name + ".example.jp", "ssh " + name,
				"Lets in ada@example.com, ben@example.com and eve@example.com.", "/progress", "/runs", "/plan");
	}

	@Test
	void aServerForAnUnusualAddressAndUserIsShownAndEditedAsItIs(@TempDir Path directory) throws Exception {
		String name = name();
		String address = "=o'b/r%i{0}&e`n+#?$@example.com";
		Map<String, String> fields = FormFields.of(this.admin.get("/servers/new").body());
		fields.putAll(Map.of("name", name, "hostname", name + ".example.jp", "tunnelId", this.tunnel, "service",
				"ssh://host.docker.internal:22", "loginUser", "CORP\\host$"));
		fields.put("policies[0].include[0].values", address);
		HttpResponse<String> answer = this.admin.postFrom("/servers/new", "/servers", fields);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
		String path = answer.headers().firstValue("Location").orElseThrow();

		String page = this.admin.get(path).body();
		assertThat(page).contains(HtmlUtils.htmlEscape(address), "User CORP\\host$").doesNotContain("o'b/r");
		assertThat(FormFields.of(this.admin.get(path + "/edit").body())).containsEntry("loginUser", "CORP\\host$")
			.containsEntry("policies[0].include[0].values", address);
		Matcher curl = Pattern.compile("(curl -X PUT .*?)</", Pattern.DOTALL).matcher(page);
		assertThat(curl.find()).isTrue();
		Path script = Files.writeString(directory.resolve("script"),
				"curl() { printf '%s' \"${@: -1}\"; }\n" + HtmlUtils.htmlUnescape(curl.group(1)) + "\n");
		Process shell = new ProcessBuilder("bash", script.toString()).start();
		JsonNode sent = JsonMapper.shared().readTree(shell.getInputStream());
		assertThat(sent.at("/policies/0/include/0/email/email").asString()).isEqualTo(address);
		assertThat(sent.path("loginUser").asString()).isEqualTo("CORP\\host$");
	}

	@Test
	void tunnelsToFilterByStandByName() {
		Stream.of("zoo", "Attic", "cellar").map(this.cloudflare::addTunnel).forEach(this.tunnels::find);

		assertThat(this.admin.get("/servers?q=none").body()).containsSubsequence(">Attic</option>", ">cellar</option>",
				">office</option>", ">zoo</option>");
	}

	@Test
	void whatWasTypedIsNeverLost() {
		Map<String, String> fields = FormFields.of(this.admin.get("/servers/new").body());
		fields.put("tunnelId", "");
		fields.putAll(Map.of("name", "-o \"<x>\"", "hostname", "*.example.jp", "service", "http://db", "loginUser",
				"Root %h", "sessionDuration", "1d", "description", "a <b> & \"c\"", "enforceAtConnector", "true",
				"policies[0].name", "Staff", "policies[0].include[0].values", "ada@example.com\nnobody"));
		HttpResponse<String> answer = this.admin.postFrom("/servers/new", "/servers", fields);
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(FormFields.of(answer.body())).containsAllEntriesOf(fields);
		assertThat(answer.body()).contains("href=\"#name\"", "href=\"#hostname\"", "href=\"#tunnelId\"",
				"href=\"#policies[0].include[0].values\"", "contains a wildcard", "“nobody” is not an e-mail address",
				"does not start with ssh://", "is not a duration", "because of U+0020");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
			{"a":"\\u0000"} | half of a character
			{"a":{"b":["x","\\ud800"]}} | half of a character
			{"a":1e400} | too large or too small
			{"a":-1e999999999} | too large or too small
			""")
	void whatTheFormHasNoFieldForIsRefusedWhereItCannotBeKept_I15(String json, String said) {
		Map<String, String> fields = FormFields.of(this.admin.get("/servers/new").body());
		fields.putAll(Map.of("name", name(), "hostname", name() + ".example.jp", "tunnelId", this.tunnel, "service",
				"ssh://db", "loginUser", "myuser", "policies[0].include[0].values", "ada@example.com"));
		Map<String, String> more = new HashMap<>(fields);
		more.put("policies[0].more", json);
		HttpResponse<String> refused = this.admin.postFrom("/servers/new", "/servers", more);
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains(said);

		fields.put("policies[0].include[1].kind", "other");
		fields.put("policies[0].include[1].values", json);
		HttpResponse<String> other = this.admin.postFrom("/servers/new", "/servers", fields);
		assertThat(other.statusCode()).isEqualTo(422);
		assertThat(other.body()).contains(said);
	}

	@Test
	void problemsOfPoliciesStandAtTheRowsTheyComeFrom() {
		Map<String, String> fields = FormFields.of(this.admin.get("/servers/new").body());
		fields.putAll(Map.of("policies[0].include[0].values", "ada@example.com ben@example.com",
				"policies[0].include[1].kind", "ip", "policies[0].include[1].values", "203.0.113.0/24, 999.0.0.1"));
		assertThat(this.admin.postFrom("/servers/new", "/servers/form", fields).body())
			.contains("href=\"#policies[0].include[1].values\"", "999.0.0.1 is not an IP address")
			.doesNotContain("href=\"#policies[0].include[0].values\"");
		fields.put("policies[0].include[0].values", "");
		fields.put("policies[0].include[1].values", "");
		assertThat(this.admin.postFrom("/servers/new", "/servers/form", fields).body())
			.contains("href=\"#policies[0].include\"", "names nobody");
	}

	@Test
	void buttonsAddRemoveAndReorderPoliciesAndRulesWithoutScripts() {
		Map<String, String> fields = FormFields.of(this.admin.get("/servers/new").body());
		fields.put("name", "kept");
		fields.put("policies[0].name", "First");
		fields = pressed(fields, "add-policy");
		fields.put("policies[1].name", "Second");
		fields.put("policies[1].decision", "deny");
		fields = pressed(fields, "up-policy:1");
		assertThat(fields).containsEntry("policies[0].name", "Second")
			.containsEntry("policies[1].name", "First")
			.containsEntry("policies[0].decision", "deny")
			.containsEntry("name", "kept");
		fields = pressed(fields, "down-policy:0");
		assertThat(fields).containsEntry("policies[0].name", "First");
		fields = pressed(pressed(fields, "add-rule:0:require:geo"), "add-rule:0:exclude:everyone");
		fields.put("policies[0].require[0].values", "JP");
		fields = pressed(fields, "remove-rule:0:include:0");
		assertThat(fields).containsEntry("policies[0].require[0].kind", "geo")
			.containsEntry("policies[0].require[0].values", "JP")
			.containsEntry("policies[0].exclude[0].kind", "everyone")
			.doesNotContainKey("policies[0].include[0].kind");
		fields = pressed(fields, "remove-policy:0");
		assertThat(fields).containsEntry("policies[0].name", "Second").doesNotContainKey("policies[1].name");
		assertThat(pressed(fields, "remove-policy:7")).isEqualTo(fields);
		assertThat(pressed(fields, "nonsense:x")).isEqualTo(fields);
	}

	@Test
	void selectorsThatPosternDoesNotKnowSurviveAnEditByPage() {
		ServerDraft draft = Drafts.with(draft(), "policies", Drafts
			.json("""
					[{"name": "Staff", "decision": "allow", "isolation_required": true, "next_year": true,
					  "include": [{"email": {"email": "a@example.com"}}, {"okta": {"identity_provider_id": "f174e90a-fafe-4643-bbbc-4a0ed4fc8415", "name": "o'ps <\\"&\\">", "new": [1, 2.5]}},
					              {"email": {"email": "b@example.com"}}, {"email": {"email": "c@example.com"}}],
					  "require": [{"login_method": {"id": "f174e90a-fafe-4643-bbbc-4a0ed4fc8415"}}, {"geo": {"country_code": "JP"}}],
					  "exclude": [{"ip": {"ip": "203.0.113.0/24"}}]},
					 {"name": "Others", "decision": "deny", "include": [{"everyone": {}}], "require": [], "exclude": []}]"""));
		Server server = this.servers.register(draft, Set.of("unknown-field", "unknown-selector", "unknown-login"),
				ADMIN);
		String edit = "/servers/" + server.id() + "/edit";
		Map<String, String> fields = FormFields.of(this.admin.get(edit).body());
		fields.put("description", "changed");
		assertThat(this.admin.postFrom(edit, "/servers/" + server.id(), fields).statusCode()).isEqualTo(303);
		Server edited = this.servers.find(server.id()).orElseThrow();
		assertThat(edited.spec().description()).isEqualTo("changed");
		assertThat(ServerView.of(edited).policies()).isEqualTo(ServerView.of(server).policies());
		assertThat(edited.spec().enforceAtConnector()).isEqualTo(server.spec().enforceAtConnector());
	}

	@Test
	void aStaleEditShowsBothVersionsAndLosesNothing() {
		Server server = this.servers.register(draft(), ADMIN);
		String edit = "/servers/" + server.id() + "/edit";
		Map<String, String> mine = FormFields.of(this.admin.get(edit).body());
		mine.put("loginUser", "mine");
		Server theirs = this.servers.edit(server.id(), server.version(),
				Drafts.with(draft(server), "loginUser", "theirs"), ADMIN);

		HttpResponse<String> answer = this.admin.postFrom(edit, "/servers/" + server.id(), mine);
		assertThat(answer.statusCode()).isEqualTo(409);
		assertThat(answer.body()).contains("Login user", ">mine<", ">theirs<").doesNotContain(">Service<");
		assertThat(this.servers.find(server.id()).orElseThrow().spec()).isEqualTo(theirs.spec());

		Map<String, String> unversioned = new HashMap<>(mine);
		unversioned.remove("version");
		assertThat(this.admin.postFrom(edit, "/servers/" + server.id(), unversioned).body()).contains(">mine<");

		Map<String, String> carried = FormFields.of(answer.body());
		assertThat(carried).containsEntry("version", String.valueOf(theirs.version()))
			.containsEntry("loginUser", "mine");
		assertThat(pressed(carried, "edit")).containsEntry("loginUser", "mine")
			.containsEntry("version", String.valueOf(theirs.version()));
		assertThat(this.admin.postFrom(edit, "/servers/" + server.id(), carried).statusCode()).isEqualTo(303);
		assertThat(this.servers.find(server.id()).orElseThrow().spec().loginUser()).isEqualTo("mine");
	}

	@Test
	void withoutCloudflareNothingIsStoredAndNothingTypedIsLost() {
		Map<String, String> fields = FormFields.of(this.admin.get("/servers/new").body());
		fields.putAll(Map.of("name", name(), "hostname", "x.example.net", "tunnelId", this.tunnel, "service",
				"ssh://db", "loginUser", "myuser", "policies[0].include[0].values", "ada@example.com"));
		var away = this.cloudflare.faults().on(Calls.LIST_ZONES).always().status(503);
		HttpResponse<String> answer = this.admin.postFrom("/servers/new", "/servers", fields);
		away.remove();
		assertThat(answer.statusCode()).isEqualTo(503);
		assertThat(answer.body()).contains("Cloudflare does not answer", "Nothing was stored");
		assertThat(FormFields.of(answer.body())).containsAllEntriesOf(fields);
	}

	@Test
	void aRemovalAsksForTheName() {
		Server server = this.servers.register(draft(), ADMIN);
		String remove = "/servers/" + server.id() + "/remove";
		assertThat(this.admin.get(remove).body()).contains(server.spec().name(), "Who loses access:",
				"admin@example.com</span>", "What is deleted at Cloudflare", "class=\"plan\"");
		HttpResponse<String> wrong = this.admin.postFrom(remove, remove, Map.of("confirm", "other"));
		assertThat(wrong.statusCode()).isEqualTo(422);
		assertThat(wrong.body()).contains("value=\"other\"", "This is not the name of the server");
		assertThat(this.servers.find(server.id()).orElseThrow().retired()).isFalse();
		assertThat(this.admin.postFrom(remove, remove, Map.of("confirm", server.spec().name())).statusCode())
			.isEqualTo(303);
		assertThat(this.servers.find(server.id()).map(Server::phase)).isIn(Optional.empty(),
				Optional.of(Phase.REMOVING));
	}

	@Test
	void theListIsSearchedFilteredAndSaysWhoGetsIn() {
		Server server = this.servers.register(draft(), ADMIN);
		String name = server.spec().name();
		assertThat(this.admin.get("/servers?q=" + name).body()).contains("/servers/" + server.id(), "office",
				"admin@example.com", "value=\"" + name + "\"");
		assertThat(this.admin.get("/servers?phase=REMOVING&q=" + name).body()).contains("None of ");
		assertThat(this.admin.get("/servers?phase=&tunnel=" + this.tunnel + "&q=" + name).body()).contains(name);
		assertThat(this.admin.get("/servers/on-tunnel?tunnel=" + this.tunnel).body()).contains(name)
			.doesNotContain("<html");
		assertThat(this.admin.get("/servers/summary").body()).contains("/servers?phase=").doesNotContain("<html");
	}

	@Test
	void aTunnelShowsSomeOfItsServersAndLeadsToTheOthers() {
		TunnelId crowded = this.cloudflare.addTunnel("crowded");
		for (int i = 0; i < 23; i++) {
			this.servers.register(Drafts.with(Drafts.aServer("c" + name()), "tunnelId", crowded.toString()), ADMIN);
		}

		String panel = this.admin.get("/servers/on-tunnel?tunnel=" + crowded).body();

		assertThat(panel.split("href=\"/servers/", -1)).hasSize(21);
		assertThat(panel).contains("and 3 more", "href=\"/servers?tunnel=" + crowded);
	}

	@Test
	void tunnelWithoutARunningConnectorIsSaidToBeSoAndSoAreItsServers() {
		TunnelId tunnel = this.cloudflare.addTunnel("spare");
		Server server = this.servers.register(Drafts.with(Drafts.aServer("a" + name()), "tunnelId", tunnel.toString()),
				ADMIN);
		Awaitility.await()
			.until(() -> this.servers.find(server.id()).map(Server::phase).filter(Phase.READY::equals).isPresent());
		String told = "No connector of its tunnel has ever run.";
		String here = "/servers/" + server.id();

		assertThat(this.admin.get("/servers/new").body())
			.containsPattern("value=\"%s\"[^>]*>spare \\(no connector is running\\)</option>".formatted(tunnel));
		assertThat(this.admin.get("/servers/summary").body())
			.contains("ready, but nobody can connect", here, told,
					"<a href=\"/tunnels/%s\">spare</a>".formatted(tunnel), "/servers?phase=CUT_OFF")
			.doesNotContain("Nothing needs you.");
		for (String path : new String[] { here, here + "/progress", "/servers?phase=CUT_OFF", here + "/reachability",
				"/reachability?q=" + server.spec().name(), "/servers/on-tunnel?tunnel=" + tunnel }) {
			assertThat(this.admin.get(path).body()).as(path).contains("ready, but nobody can connect");
		}
		assertThat(this.admin.get("/servers?phase=READY&q=" + server.spec().name()).body()).doesNotContain(here);
		Browser caller = this.portal.api(DemoPerson.ADMIN);
		String api = "/api/v1/servers?q=" + server.spec().name();
		assertThat(
				JsonMapper.shared().readTree(caller.get(api + "&cutOff=true").body()).at("/items/0/connection/state"))
			.hasToString("\"NEVER_RAN\"");
		assertThat(caller.get(api + "&cutOff=false").body()).contains("\"items\":[]");
		assertThat(caller.get("/api/v1/servers/%s/status".formatted(server.id())).body()).contains("NEVER_RAN",
				"connector-down");
		this.cloudflare.addConnector(tunnel);
		this.tunnels.find(this.cloudflare.addTunnel("newer"));
		assertThat(this.admin.get("/servers/new").body())
			.containsPattern("value=\"%s\"[^>]*>spare</option>".formatted(tunnel));
		assertThat(this.admin.get("/servers/summary").body()).doesNotContain(here);
		Awaitility.await()
			.untilAsserted(() -> assertThat(caller.get("/api/v1/servers/" + server.id()).body())
				.contains("\"state\":\"WORKS\"", "\"problem\":null"));
		assertThat(this.admin.get("/servers?phase=READY&q=" + server.spec().name()).body()).contains(here)
			.doesNotContain("connection-never-ran");
	}

	@Test
	void whatDoesNotExistIsNotFound() {
		String nobody = "/servers/" + ServerId.of("00000000-0000-4000-8000-000000000000");
		for (String path : new String[] { "", "/edit", "/remove" }) {
			assertThat(this.admin.get(nobody + path).statusCode()).isEqualTo(404);
		}
		assertThat(this.admin.postFrom("/servers/new", "/servers/form", Map.of("version", "x")).statusCode())
			.isEqualTo(422);
	}

	private Map<String, String> pressed(Map<String, String> fields, String action) {
		Map<String, String> sent = new HashMap<>(fields);
		sent.put("action", action);
		HttpResponse<String> answer = this.admin.postFrom("/servers/new", "/servers/form", sent);
		assertThat(answer.statusCode()).isEqualTo(200);
		return FormFields.of(answer.body());
	}

	private ServerDraft draft() {
		return Drafts.with(Drafts.aServer(name()), "tunnelId", this.tunnel);
	}

	private static ServerDraft draft(Server server) {
		return ServerForm.of(server).toDraft();
	}

	private static String name() {
		return "s" + UUID.randomUUID().toString().substring(0, 8);
	}

}
