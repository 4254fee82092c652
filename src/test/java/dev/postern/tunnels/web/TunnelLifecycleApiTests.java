package dev.postern.tunnels.web;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.TunnelId;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import dev.postern.tunnels.install.ConnectorForm;
import dev.postern.tunnels.install.ConnectorTexts;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/** Tunnels by programs and by pages: made, connected, rotated, removed. */
@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class TunnelLifecycleApiTests {

	private static final String PATH = "/api/v1/tunnels";

	private final FakeCloudflare cloudflare;

	private final Portal portal;

	private final Browser api;

	private final Browser pages;

	private final JdbcClient jdbc;

	TunnelLifecycleApiTests(FakeCloudflare cloudflare, Portal portal, JdbcClient jdbc) {
		this.cloudflare = cloudflare;
		this.portal = portal;
		this.jdbc = jdbc;
		this.api = portal.api(DemoPerson.ADMIN);
		this.pages = portal.as(DemoPerson.ADMIN);
		DemoAccount.empty(cloudflare);
		cloudflare.addZone("example.jp");
	}

	@AfterEach
	void mend() {
		this.cloudflare.faults().clear();
	}

	@Test
	void tunnelIsMadeConnectedRotatedAndRemoved() {
		String name = name();
		HttpResponse<String> made = create(name);
		assertThat(made.statusCode()).isEqualTo(201);
		String location = made.headers().firstValue("Location").orElseThrow();
		assertThat(json(made).path("madeHere").asBoolean()).isTrue();
		assertThat(json(made).path("remotelyManaged").asBoolean()).isTrue();
		assertThat(made.body()).doesNotContain("TunnelSecret", "\"token\"");

		HttpResponse<String> told = this.api.send("POST", location + "/connector?form=docker");
		assertThat(told.statusCode()).isEqualTo(200);
		assertThat(told.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
		assertThat(told.headers().firstValue("Cache-Control"))
			.hasValueSatisfying((cache) -> assertThat(cache).contains("no-store"));
		String connector = this.cloudflare.runConnector(token(told.body()), "2026.1.0").toString();
		assertThat(audit(name)).contains("tunnel.token_shown {\"form\":\"docker\"}");

		assertThat(this.api.send("DELETE", location)).satisfies((kept) -> {
			assertThat(kept.statusCode()).isEqualTo(409);
			assertThat(json(kept).path("uses").path(0).path("kind").asString()).isEqualTo("connector");
		});
		assertThat(json(this.api.json("POST", location + "/token-rotation", "{\"closeConnections\": true}")))
			.isEqualTo(JsonMapper.shared().readTree("{\"rotated\": true, \"connections\": \"CLOSED\"}"));
		assertThat(this.api.get(location).body()).doesNotContain(connector);
		assertThat(token(this.api.send("POST", location + "/connector?form=docker").body()))
			.isNotEqualTo(token(told.body()));
		assertThat(this.api.send("DELETE", location).statusCode()).isEqualTo(204);
		assertThat(this.api.send("DELETE", location).statusCode()).isEqualTo(404);
		assertThat(json(this.api.get(location)).path("deletedAt").isString()).isTrue();
	}

	@ParameterizedTest
	@EnumSource(ConnectorForm.class)
	void eachFormIsShownWithAPlaceholderAndToldWithTheToken(ConnectorForm form) {
		TunnelId id = this.cloudflare.addTunnel(name());
		String path = "%s/%s/connector?form=%s&protocol=http2".formatted(PATH, id, form.code());

		String shown = this.api.get(path).body();
		String told = this.api.send("POST", path).body();

		assertThat(shown).contains(ConnectorTexts.PLACEHOLDER);
		assertThat(told).doesNotContain(ConnectorTexts.PLACEHOLDER).contains("eyJ");
		assertThat(this.cloudflare.journal().matching((call) -> call.path().endsWith("/%s/token".formatted(id))))
			.hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "GET, form=compose, DEVELOPER", "POST, form=compose, DEVELOPER", "GET, form=compose, AUDITOR",
			"POST, form=compose, AUDITOR" })
	void nobodyButAdministratorsIsToldAnything_I11(String method, String query, String name) {
		DemoPerson person = name.equals("AUDITOR") ? DemoPerson.AUDITOR : DemoPerson.DEVELOPER;
		TunnelId id = this.cloudflare.addTunnel(name());
		String path = "%s/%s/connector?%s".formatted(PATH, id, query);

		assertThat(this.portal.api(person).send(method, path).statusCode()).isEqualTo(403);
		assertThat(this.portal.api(person).send("DELETE", PATH + "/" + id).statusCode()).isEqualTo(403);
		assertThat(this.portal.api(person).json("POST", "%s/%s/token-rotation".formatted(PATH, id), "{}").statusCode())
			.isEqualTo(403);
		assertThat(this.portal.api(person).json("POST", PATH, "{\"name\": \"mine\"}").statusCode()).isEqualTo(403);
		assertThat(this.portal.anonymous().send(method, path).statusCode()).isEqualTo(401);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{}                                 | name
			{"name": ""}                       | name
			{"name": 7}                        | name
			{"name": "a", "secret": "x"}       | secret
			{"name": "f70ff985-a4ef-4643-bbbc-4a0ed4fc8415"} | name
			""")
	void badBodyIsRefusedByField_I15(String body, String field) {
		HttpResponse<String> answer = this.api.json("POST", PATH, body);

		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(json(answer).toString()).contains("\"%s\"".formatted(field));
	}

	@Test
	void wrongFormProtocolAndTunnelAreNamed_I15() {
		TunnelId id = this.cloudflare.addTunnel(name());
		String path = PATH + "/" + id + "/connector";

		assertThat(this.api.get(path).statusCode()).isEqualTo(400);
		assertThat(this.api.get(path + "?form=ansible")).satisfies((answer) -> {
			assertThat(answer.statusCode()).isEqualTo(422);
			assertThat(answer.body()).contains("compose, docker, systemd, kubernetes, windows, macos");
		});
		assertThat(this.api.send("POST", path + "?form=compose&protocol=quic").statusCode()).isEqualTo(422);
		assertThat(this.api.get("%s/%s/connector?form=compose".formatted(PATH, UUID.randomUUID())).statusCode())
			.isEqualTo(404);
		assertThat(
				this.api.send("POST", "%s/%s/connector?form=compose".formatted(PATH, UUID.randomUUID())).statusCode())
			.isEqualTo(404);
		TunnelId local = this.cloudflare.addTunnel(name(), "local");
		assertThat(this.api.send("POST", PATH + "/" + local + "/connector?form=compose").statusCode()).isEqualTo(409);
	}

	@Test
	void programsSayTheNameOfWhatSomebodyElseMade_I2_I15() {
		String name = name();
		String path = PATH + "/" + this.cloudflare.addTunnel(name);

		for (HttpResponse<String> refused : List.of(this.api.send("DELETE", path),
				this.api.send("DELETE", path + "?name="), this.api.send("DELETE", path + "?name=other"),
				this.api.json("POST", path + "/token-rotation", "{}"),
				this.api.json("POST", path + "/token-rotation", "{\"name\": \"other\"}"))) {
			assertThat(refused.statusCode()).isEqualTo(422);
			assertThat(refused.body()).contains("\"name\"", "Say which tunnel you mean", name);
		}
		assertThat(this.api.json("POST", path + "/token-rotation", "{\"name\": 7}").statusCode()).isEqualTo(422);
		assertThat(this.api.json("POST", path + "/token-rotation", "{\"name\": \"%s\"}".formatted(name)).statusCode())
			.isEqualTo(200);
		assertThat(this.api.json("POST", path + "/token-rotation", "{\"name\": \"%s\"}".formatted(name)))
			.satisfies((again) -> {
				assertThat(again.statusCode()).isEqualTo(409);
				assertThat(again.body()).contains("less than a minute", "wait a minute");
			});
		assertThat(this.api.send("DELETE", path + "?name=" + name).statusCode()).isEqualTo(204);
	}

	@Test
	void tunnelThatCannotBeLookedAtYetIsMadeNevertheless() {
		String name = name();
		this.cloudflare.faults().on(Calls.GET_TUNNEL).always().missing(1003, "Tunnel not found");

		HttpResponse<String> made = create(name);

		assertThat(made.statusCode()).isEqualTo(201);
		assertThat(json(made).path("name").asString()).isEqualTo(name);
		assertThat(made.headers().firstValue("Location")).isPresent();
	}

	@Test
	void lostAnswersAreAcceptedAndTroubleIsTold() {
		String name = name();
		this.cloudflare.faults().on(Calls.CREATE_TUNNEL).cutBeforeCommit();
		HttpResponse<String> lost = create(name);
		assertThat(lost.statusCode()).isEqualTo(202);
		assertThat(json(lost).path("name").asString()).isEqualTo(name);
		assertThat(this.pages.get("/tunnels").body()).contains("has not said whether it made the tunnel " + name);
		this.cloudflare.faults().clear();

		this.cloudflare.faults().on(Calls.LIST_TUNNELS).always().throttle(1);
		assertThat(create(name()).statusCode()).isEqualTo(503);
		this.cloudflare.faults().clear();
		Awaitility.await()
			.until(() -> this.api.get(PATH + "/" + this.cloudflare.addTunnel(name())).statusCode() == 200);
		TunnelId id = this.cloudflare.addTunnel(name());
		this.cloudflare.faults().on(Calls.GET_TUNNEL_TOKEN).always().answers((answer) -> {
			ObjectNode odd = (ObjectNode) answer.deepCopy();
			return odd.put("result", 12);
		});
		assertThat(this.api.send("POST", "%s/%s/connector?form=compose".formatted(PATH, id)).statusCode())
			.isEqualTo(503);
	}

	@Test
	void pageShowsEachFormAndTellsTheTokenOnce() {
		TunnelId id = this.cloudflare.addTunnel(name());
		String page = this.pages.get("/tunnels/%s?protocol=http2".formatted(id)).body();
		assertThat(page).contains("Waiting for the first connector", "hx-trigger=\"every 3s\"", "Docker Compose",
				"Kubernetes", "Windows service", "macOS", "--protocol http2", ConnectorTexts.PLACEHOLDER,
				"lets no UDP out");
		assertThat(this.cloudflare.journal().matching((call) -> call.path().endsWith("/%s/token".formatted(id))))
			.isEmpty();

		HttpResponse<String> told = this.pages.postFrom("/tunnels/" + id, "/tunnels/%s/connector".formatted(id),
				Map.of("form", "systemd", "protocol", "http2"));
		assertThat(told.statusCode()).isEqualTo(200);
		assertThat(told.headers().allValues("Cache-Control").toString()).contains("no-store");
		assertThat(told.body()).contains("Take this to the host now", "Waiting for the first connector");
		this.cloudflare.runConnector(token(told.body()));
		assertThat(this.pages.get("/tunnels/%s/connector".formatted(id)).statusCode()).isEqualTo(303);
	}

	@Test
	void waitingEndsWithTheFirstConnectorAndAfterAWhile() {
		TunnelId id = this.cloudflare.addTunnel(name());
		assertThat(this.pages.get("/tunnels/%s/connectors?until=1".formatted(id)).body())
			.contains("No connector has come yet")
			.doesNotContain("hx-trigger");
		TunnelId running = this.cloudflare.addTunnel(name());
		this.cloudflare.addConnector(running);
		assertThat(this.pages.get("/tunnels/%s/connectors?until=99999999999".formatted(running)).body())
			.contains("A connector is connected", "fra08", "Runs since")
			.doesNotContain("hx-trigger", "<html");
	}

	@Test
	void waitingAsksForConnectorsAloneAndSlowerAfterAWhile_I8() {
		TunnelId id = this.cloudflare.addTunnel(name());
		String path = "/tunnels/%s/connectors?until=".formatted(id);
		long now = Instant.now().getEpochSecond();

		assertThat(this.pages.get(path + (now + 1790)).body()).contains("hx-trigger=\"every 3s\"");
		assertThat(this.pages.get(path + (now + 1600)).body()).contains("hx-trigger=\"every 15s\"");
		assertThat(this.pages.get(path + (now - 1)).body()).doesNotContain("hx-trigger");
	}

	@Test
	void connectorsAreShownWhateverLacksOfThem() {
		TunnelId id = this.cloudflare.addTunnel(name());
		this.cloudflare.addConnector(id);
		this.cloudflare.faults().on(Calls.GET_CONNECTIONS).always().answers((answer) -> {
			ObjectNode bare = (ObjectNode) answer.deepCopy();
			ObjectNode connector = (ObjectNode) bare.path("result").path(0);
			connector.putNull("version").putNull("arch").putNull("run_at").remove("config_version");
			connector.putArray("conns").addNull().addObject().putNull("colo_name").put("client_version", "2020.1.1");
			return bare;
		});

		assertThat(this.pages.get("/tunnels/" + id).body()).contains("2020.1.1", "More than a year old", "not told",
				"address unknown");
	}

	@Test
	void pagesMakeRotateAndRemoveAndAskForTheName() {
		String name = name();
		assertThat(this.pages.postFrom("/tunnels/new", "/tunnels", Map.of("name", "")).statusCode()).isEqualTo(422);
		HttpResponse<String> made = this.pages.postFrom("/tunnels/new", "/tunnels", Map.of("name", name));
		assertThat(made.statusCode()).isEqualTo(303);
		String path = made.headers().firstValue("Location").orElseThrow().replaceAll("https?://[^/]+|#.*", "");
		assertThat(this.pages.get(path).body()).contains("Made with Postern by admin@example.com");
		assertThat(this.pages.get(path + "/rotate").body()).contains("stay connected with the old token")
			.doesNotContain("name=\"confirm\"");
		HttpResponse<String> rotated = this.pages.postFrom(path + "/rotate", path + "/rotate", Map.of());
		assertThat(rotated.statusCode()).as("reading it again changes nothing").isEqualTo(303);
		String result = rotated.headers().firstValue("Location").orElseThrow().replaceAll("https?://[^/]+", "");
		int changes = this.cloudflare.journal().count(Calls.PATCH_TUNNEL);
		assertThat(this.pages.get(result).body()).contains(name + " has another token", "started again");
		assertThat(this.pages.get(path + "/rotated").body()).contains("has not said whether the token was changed");
		assertThat(this.pages.postFrom(path + "/rotate", path + "/rotate", Map.of())).satisfies((again) -> {
			assertThat(again.statusCode()).isEqualTo(409);
			assertThat(again.body()).contains("another token for less than a minute");
		});
		assertThat(this.cloudflare.journal().count(Calls.PATCH_TUNNEL)).isEqualTo(changes);
		assertThat(this.pages.get(path + "/remove").body()).contains("in the one zone that Postern looked in");
		this.cloudflare.journal().clear();
		HttpResponse<String> wrong = this.pages.postFrom(path + "/rotate", path + "/remove", Map.of("confirm", ""));
		assertThat(wrong.statusCode()).isEqualTo(422);
		assertThat(wrong.body()).contains("That is not " + name).doesNotContain("that Postern looked in");
		assertThat(this.cloudflare.journal().count(Calls.LIST_ZONES)).isZero();
		assertThat(this.pages.postFrom(path + "/remove", path + "/remove", Map.of("confirm", "x")).statusCode())
			.isEqualTo(422);
		assertThat(this.pages.postFrom(path + "/remove", path + "/remove", Map.of("confirm", name)).statusCode())
			.isEqualTo(303);
		assertThat(this.pages.get(path).body()).contains("was deleted at Cloudflare");
	}

	@Test
	void whatSomebodyElseMadeIsRotatedOnlyByItsNameAndStaysWhileItIsUsed_I2() {
		String name = name();
		TunnelId id = this.cloudflare.addTunnel(name);
		this.cloudflare.asSomebodyElse().addRule(id, "wiki.example.jp", "http://wiki:8080");
		String path = "/tunnels/" + id;

		assertThat(this.pages.postFrom(path + "/rotate", path + "/rotate", Map.of()).statusCode()).isEqualTo(422);
		assertThat(this.pages.postFrom(path + "/rotate", path + "/rotate", Map.of("confirm", name)).statusCode())
			.isEqualTo(303);
		String asked = this.pages.get(path + "/remove").body();
		assertThat(asked)
			.contains("Something uses this tunnel", "Ingress rule", "wiki.example.jp → http://wiki:8080",
					"DNS records that point at it were not looked for")
			.doesNotContain("name=\"confirm\"");
		assertThat(this.pages.postFrom(path, path + "/remove", Map.of("confirm", name)).statusCode()).isEqualTo(409);
		assertThat(this.cloudflare.state().ingressHostnames(id)).containsExactly("wiki.example.jp");
	}

	@Test
	void pageSaysWhatIsNotKnownAndHasAPersonDecideWhatCloudflareDoesNotTell_I4_I10() {
		String name = name();
		TunnelId id = this.cloudflare.addTunnel(name);
		String path = PATH + "/" + id;
		Fault lost = this.cloudflare.faults().on(Calls.PATCH_TUNNEL).cutAfterCommit();
		Fault untold = this.cloudflare.faults().on(Calls.GET_TUNNEL_TOKEN).always().forbidden();
		assertThat(this.api.json("POST", path + "/token-rotation", "{\"name\": \"%s\"}".formatted(name)).statusCode())
			.isEqualTo(202);
		assertThat(json(this.api.get(path)).path("tokenRotationAskedAt").isString()).isTrue();
		assertThat(this.pages.get("/tunnels/" + id).body()).contains("has not said whether the token was changed")
			.doesNotContain("The token was changed<");
		assertThat(decide(id).statusCode()).as("its answer may be on its way").isEqualTo(409);

		this.jdbc.sql("UPDATE tunnel_change SET rotation_asked_at = rotation_asked_at - interval '11 minutes'")
			.update();
		assertThat(this.pages.get("/tunnels/" + id).body()).contains("does not tell Postern which token the tunnel has",
				"The token was changed<", "The token is still the old one<");
		assertThat(decide(id).statusCode()).isEqualTo(303);

		assertThat(lost.fired() && untold.fired()).isTrue();
		JsonNode told = json(this.api.get(path));
		assertThat(told.path("tokenRotationAskedAt").isNull()).isTrue();
		assertThat(told.path("tokenRotatedAt").isString()).isTrue();
		assertThat(this.pages.get("/tunnels/" + id).body())
			.doesNotContain("has not said whether the token was changed");
	}

	@Test
	void pageSaysThatConnectionsMayStillBeOpen_I9() {
		String name = name();
		TunnelId id = this.cloudflare.addTunnel(name);
		this.cloudflare.addConnector(id);
		Fault away = this.cloudflare.faults().on(Calls.DELETE_CONNECTIONS).status(503);
		assertThat(json(this.api.json("POST", PATH + "/" + id + "/token-rotation",
				"{\"name\": \"%s\", \"closeConnections\": true}".formatted(name)))
			.path("connections")
			.asString()).isEqualTo("NOT_KNOWN");

		assertThat(this.pages.get("/tunnels/" + id).body()).contains("Cloudflare has not said that they are");

		assertThat(away.fired()).isTrue();
	}

	private HttpResponse<String> decide(TunnelId id) {
		return this.pages.postFrom("/tunnels/" + id, "/tunnels/%s/rotated".formatted(id), Map.of("rotated", "true"));
	}

	@Test
	void listHasAPersonSayWhoseATunnelIsWhenItsTokenDoesNotTell_I2() {
		String name = name();
		Fault lost = this.cloudflare.faults().on(Calls.CREATE_TUNNEL).cutAfterCommit();
		Fault untold = this.cloudflare.faults().on(Calls.GET_TUNNEL_TOKEN).always().forbidden();
		assertThat(create(name).statusCode()).isEqualTo(202);
		this.jdbc.sql("UPDATE made_tunnel SET asked_at = asked_at - interval '11 minutes'").update();

		String page = this.pages.get("/tunnels").body();
		assertThat(page).contains("its token does not tell whether it is the one", "It is the one that was asked for");
		String form = page.replaceAll("(?s).*action=\"(/tunnels/asked/[^\"]+)\".*", "$1");
		assertThat(this.pages.postFrom("/tunnels", form, Map.of("ours", "true")).statusCode()).isEqualTo(303);

		assertThat(lost.fired() && untold.fired()).isTrue();
		assertThat(this.pages.get("/tunnels").body()).doesNotContain("has not said whether it made the tunnel " + name);
		assertThat(audit(name)).anyMatch((entry) -> entry.startsWith("tunnel.found"));
	}

	private HttpResponse<String> create(String name) {
		return this.api.json("POST", PATH, "{\"name\": \"%s\"}".formatted(name));
	}

	private List<String> audit(String name) {
		return this.jdbc
			.sql("SELECT action || ' ' || coalesce(after::text, '') FROM audit_event WHERE subject_name = :name")
			.param("name", name)
			.query((row, number) -> row.getString(1))
			.list();
	}

	private static String token(String text) {
		return text.replaceAll("(?s).*TUNNEL_TOKEN=([^\n]+)\n.*", "$1");
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

	private static String name() {
		return "api-" + UUID.randomUUID().toString().substring(0, 8);
	}

}
