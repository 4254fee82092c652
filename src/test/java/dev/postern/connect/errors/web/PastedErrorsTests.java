package dev.postern.connect.errors.web;

import java.net.http.HttpResponse;
import java.util.Map;

import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What is pasted is answered, and never told again. */
@CompanyTest
class PastedErrorsTests {

	private static final String SECRET = "hunter2-do-not-tell";

	private final Portal portal;

	private final ReachabilityData data;

	@Autowired
	PastedErrorsTests(Portal portal, JdbcClient jdbc) {
		this.portal = portal;
		this.data = new ReachabilityData(jdbc);
	}

	@BeforeEach
	void servers() {
		this.data.clear();
		this.data.server("db1",
				ReachabilityData.policy("Staff", "allow", "{'email_domain':{'domain':'example.com'}}", "", ""));
		this.data.server("secret-box",
				ReachabilityData.policy("Other", "allow", "{'email':{'email':'x@example.org'}}", "", ""));
	}

	@Test
	void saysWhatItMeansAndWhatToTypeOnEachSystem() {
		String rm = "rm -f ~/.cloudflared/*.lock ~/.cloudflared/*-token*";

		assertThat(command("Empty app domain", "linux")).isEqualTo(rm);
		assertThat(command("Empty app domain", "macos")).isEqualTo(rm);
		assertThat(command("Empty app domain", "git-bash")).isEqualTo(rm);
		assertThat(command("Empty app domain", "wsl")).isEqualTo(rm);
		assertThat(command("Empty app domain", "windows")).startsWith("Remove-Item $HOME\\.cloudflared\\*.lock");
	}

	@Test
	void saysWhichReleaseIsTooOldAndWhenAnotherOneRuns() {
		assertThat(ask("Empty app domain", "macos", "2025.4.0").path("update").asString()).contains("2025.4.0 is old");
		assertThat(ask("Empty app domain", "macos", "2025.4.0").path("updateCommand").asString())
			.isEqualTo("brew upgrade cloudflared");
		assertThat(ask("Empty app domain", "linux", "2026.8.2").path("update").asString()).contains("older one");
		assertThat(ask("websocket: bad handshake", "linux", "2026.8.2").path("update").isNull()).isTrue();
	}

	@Test
	void namesServersOfThePersonAloneAndFillsThemIn_I13() {
		JsonNode answer = ask("secret-box db1 websocket: bad handshake", "linux", null);

		assertThat(answer.path("command").asString()).isEqualTo("curl -sI https://ssh-db1.example.jp/");
		assertThat(answer.path("servers")).singleElement()
			.satisfies((server) -> assertThat(server.path("doctor").asString())
				.isEqualTo("/servers/%s/doctor".formatted(server.path("id").asString())));
		assertThat(answer.toString()).doesNotContain("secret-box");
	}

	@Test
	void saysThatItDoesNotKnowAndWhatToSend() {
		JsonNode answer = ask("All is well", "linux", null);

		assertThat(answer.path("code").isNull()).isTrue();
		assertThat(answer.path("todo").asString()).contains("send its output to an administrator");
	}

	@Test
	void neverTellsAgainWhatWasPasted() {
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		String form = developer.get("/connect").body();

		assertThat(form).contains("websocket: bad handshake", "action=\"/connect/errors\"");
		for (String text : new String[] { SECRET, SECRET + "\nEmpty app domain", SECRET.repeat(2000) }) {
			assertThat(post("{\"text\":%s}".formatted(JsonMapper.shared().writeValueAsString(text))).body())
				.doesNotContain(SECRET);
			HttpResponse<String> page = developer.postFrom("/connect", "/connect/errors",
					Map.of("text", text, "system", "macos"));
			assertThat(page.statusCode()).isEqualTo(200);
			assertThat(page.body()).doesNotContain(SECRET);
		}
		for (String body : new String[] { "{\"text\":[\"%s\"]}", "{\"text\":{\"a\":\"%s\"}}" }) {
			HttpResponse<String> refused = post(body.formatted(SECRET));
			assertThat(refused.statusCode()).isEqualTo(422);
			assertThat(refused.body()).doesNotContain(SECRET);
		}
		assertThat(post("{\"text\":\"" + SECRET).body()).doesNotContain(SECRET);
	}

	@Test
	void refusesWhatCannotBeReadI15() {
		assertThat(post("{\"text\":\"  \"}").statusCode()).isEqualTo(422);
		assertThat(post("{}").statusCode()).isEqualTo(422);
		assertThat(post("{\"text\":\"x\",\"system\":\"amiga\"}").body()).contains("amiga", "git-bash");
		assertThat(post("{\"text\":\"x\",\"version\":\"new\"}").body()).contains("2026.8.2");
		assertThat(this.portal.anonymous().get("/connect/errors").statusCode()).isNotEqualTo(200);
	}

	@Test
	void listsAllErrorsThatAreKnown() {
		assertThat(this.portal.as(DemoPerson.DEVELOPER).get("/connect/errors?system=windows").body())
			.contains("Failed to dial a quic connection", "REMOTE HOST IDENTIFICATION HAS CHANGED", "Remove-Item")
			.doesNotContain("rm -f");
	}

	private String command(String text, String system) {
		return ask(text, system, null).path("command").asString();
	}

	private JsonNode ask(String text, String system, @Nullable String version) {
		HttpResponse<String> answer = post(JsonMapper.shared()
			.writeValueAsString((version != null) ? Map.of("text", text, "system", system, "version", version)
					: Map.of("text", text, "system", system)));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

	private HttpResponse<String> post(String body) {
		return this.portal.api(DemoPerson.DEVELOPER).json("POST", "/api/v1/doctor/error", body);
	}

}
