package dev.postern.connect.download;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.kernel.ServerId;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What people want in their configs, and what their files lack. */
@CompanyTest
class SettingsTests {

	private static final String SETTINGS = "/api/v1/me/ssh-settings";

	private static final String EVERYBODY = ReachabilityData.policy("Staff", "allow",
			"{'email_domain':{'domain':'example.com'}}", "", "");

	private static final String OTHERS = ReachabilityData.policy("Others", "allow",
			"{'email':{'email':'someone@example.org'}}", "", "");

	private final Portal portal;

	private final JdbcClient jdbc;

	private final ReachabilityData data;

	private ServerId server = new ServerId(new UUID(0, 0));

	@Autowired
	SettingsTests(Portal portal, JdbcClient jdbc) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.data = new ReachabilityData(jdbc);
	}

	@BeforeEach
	void oneServer() {
		this.data.clear();
		this.jdbc.sql("DELETE FROM connect_ssh_settings").update();
		this.jdbc.sql("DELETE FROM connect_last_config").update();
		this.server = this.data.server("db1", EVERYBODY);
	}

	@Test
	void whatAPersonWantsStandsInTheirConfigAndInNobodyElses_I10() {
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		int before = noted();

		HttpResponse<String> done = developer.postFrom("/connect/settings", "/connect/settings", Map.of("aliasPrefix",
				"work-", "loginUser", "nadia", "identityFile", "~/.ssh/work key", "controlMaster", "true"));
		assertThat(done.statusCode()).isEqualTo(303);
		done = developer.postFrom("/connect/settings?server=" + this.server, "/connect/settings/" + this.server,
				Map.of("loginUser", "CORP\\nadia", "identityFile", "", "forwardAgent", "true"));
		assertThat(done.statusCode()).isEqualTo(303);

		assertThat(developer.get("/connect/ssh-config?system=linux").body()).contains("Host work-db1\n",
				"    User CORP\\nadia\n", "    IdentityFile \"~/.ssh/work key\"\n", "    ForwardAgent yes\n",
				"    ControlMaster auto\n", "    ControlPath ~/.ssh/postern-%C\n");
		assertThat(developer.get("/connect/ssh-config?system=windows").body()).contains("ForwardAgent yes")
			.doesNotContain("Control");
		assertThat(developer.get("/connect/ssh-config?system=linux&identityFile=~/other").body())
			.contains("IdentityFile ~/other\n");
		assertThat(developer.get("/connect").body()).contains("ssh work-db1").doesNotContain(">ssh db1<");
		assertThat(developer.get("/connect/settings").body()).contains("value=\"work-\"", "value=\"nadia\"",
				">db1</a>");
		assertThat(this.portal.as(DemoPerson.AUDITOR).get("/connect/ssh-config?system=linux").body())
			.contains("Host db1\n", "User deploy\n")
			.doesNotContain("Control", "ForwardAgent");
		assertThat(noted()).isEqualTo(before + 2);
		developer.postFrom("/connect/settings?server=" + this.server, "/connect/settings/" + this.server,
				Map.of("loginUser", "CORP\\nadia", "forwardAgent", "true"));
		assertThat(noted()).as("nothing changed").isEqualTo(before + 2);
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/audit").body())
			.contains("changed the settings of their ssh config");
	}

	/** Two tabs, in which the same person saves different things. */
	@Test
	void whatIsSavedAtOnceIsAllKept() throws Exception {
		List<ServerId> servers = IntStream.range(0, 6).mapToObj((n) -> this.data.server("box" + n, EVERYBODY)).toList();
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		Map<String, String> tabs = servers.stream()
			.collect(Collectors.toMap((server) -> "/connect/settings?server=" + server,
					(server) -> "/connect/settings/" + server));
		try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<HttpResponse<String>>> saved = people.invokeAll(tabs.entrySet()
				.stream()
				.<Callable<HttpResponse<String>>>map(
						(tab) -> () -> developer.postFrom(tab.getKey(), tab.getValue(), Map.of("loginUser", "nadia")))
				.toList());
			assertThat(saved).allMatch((answer) -> answer.resultNow().statusCode() == 303);
		}

		assertThat(developer.get("/connect/ssh-config?system=linux").body().split("    User nadia\n", -1)).hasSize(7);
	}

	@Test
	void apiTellsAndTakesThem() {
		Browser caller = this.portal.api(DemoPerson.DEVELOPER);
		String body = """
				{"aliasPrefix": "w.", "loginUser": "nadia", "controlMaster": true,
				 "servers": {"%s": {"identityFile": "~/.ssh/k", "forwardAgent": true}}}""".formatted(this.server);

		HttpResponse<String> done = caller.json("PUT", SETTINGS, body);

		assertThat(done.statusCode()).isEqualTo(200);
		JsonNode told = JsonMapper.shared().readTree(caller.get(SETTINGS).body());
		assertThat(told).isEqualTo(JsonMapper.shared().readTree(done.body()));
		assertThat(told.path("aliasPrefix").asString()).isEqualTo("w.");
		assertThat(told.path("identityFile").isNull()).isTrue();
		assertThat(told.path("servers").path(this.server.toString()).path("forwardAgent").booleanValue()).isTrue();
		assertThat(caller.json("PUT", SETTINGS, "{}").statusCode()).isEqualTo(200);
		assertThat(caller.get("/api/v1/me/ssh-config").body()).contains("Host db1\n", "User deploy\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "aliasPrefix|-a", "aliasPrefix|a b", "aliasPrefix|a*", "aliasPrefix|a\\nHost *",
					"aliasPrefix|aaaaaaaaaaaaaaaaaaaaaaaaa", "loginUser|-root", "loginUser|a b", "loginUser|%u",
					"loginUser|a\\nProxyCommand x", "identityFile|%h", "identityFile|a\\\"b", "identityFile|a\\nb" })
	void whatCouldMeanMoreIsRefusedAndNothingChanges_I12(String field, String value) {
		Browser caller = this.portal.api(DemoPerson.DEVELOPER);
		String own = field.equals("aliasPrefix") ? ""
				: ", \"servers\": {\"%s\": {\"%s\": \"%s\"}}".formatted(this.server, field, value);

		HttpResponse<String> refused = caller.json("PUT", SETTINGS, "{\"%s\": \"%s\"%s}".formatted(field, value, own));

		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("\"field\":\"" + field + "\"");
		if (!own.isEmpty()) {
			assertThat(refused.body()).contains("servers." + this.server + "." + field);
		}
		assertThat(caller.get(SETTINGS).body()).contains("\"aliasPrefix\":\"\"", "\"loginUser\":null");
		HttpResponse<String> page = this.portal.as(DemoPerson.DEVELOPER)
			.postFrom("/connect/settings", "/connect/settings",
					Map.of(field, value.replace("\\n", "\n").replace("\\\"", "\"")));
		assertThat(page.statusCode()).isEqualTo(422);
		assertThat(page.body()).contains("Correct these fields");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "{\"aliasPrefix\": 1}", "{\"servers\": []}", "{\"nothing\": 1}",
			"{\"controlMaster\": \"yes\"}" })
	void bodiesThatAreNotRightAreRefused_I15(String body) {
		assertThat(this.portal.api(DemoPerson.DEVELOPER).json("PUT", SETTINGS, body).statusCode()).isEqualTo(422);
	}

	@Test
	void serversOfOthersAreNeitherToldNorTaken_I13() {
		ServerId secret = this.data.server("secret", OTHERS);
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		Browser caller = this.portal.api(DemoPerson.DEVELOPER);
		String body = "{\"servers\": {\"%s\": {\"loginUser\": \"x\"}}}";

		HttpResponse<String> there = caller.json("PUT", SETTINGS, body.formatted(secret));
		HttpResponse<String> nowhere = caller.json("PUT", SETTINGS, body.formatted(new UUID(4, 4)));

		assertThat(there.statusCode()).isEqualTo(422);
		assertThat(there.body().replaceAll("[0-9a-f-]{36}", ""))
			.isEqualTo(nowhere.body().replaceAll("[0-9a-f-]{36}", ""));
		assertThat(developer.get("/connect/settings?server=" + secret).statusCode()).isEqualTo(404);
		assertThat(developer.get("/connect/settings").body()).doesNotContain("secret");
		assertThat(developer.postFrom("/connect/settings", "/connect/settings/" + secret, Map.of("loginUser", "x"))
			.statusCode()).isEqualTo(404);
	}

	@Test
	void settingsOfAServerThatLetsNobodyInAreKeptForLater() {
		Browser caller = this.portal.api(DemoPerson.DEVELOPER);
		caller.json("PUT", SETTINGS, "{\"servers\": {\"%s\": {\"loginUser\": \"nadia\"}}}".formatted(this.server));
		policies(OTHERS);

		assertThat(caller.json("PUT", SETTINGS, "{\"aliasPrefix\": \"x\"}").body()).doesNotContain("nadia");
		policies(EVERYBODY);
		assertThat(caller.get(SETTINGS).body()).contains("nadia");
	}

	@Test
	void apiSaysWhatIsNotSoAnyMore() {
		Browser caller = this.portal.api(DemoPerson.DEVELOPER);
		String file = caller.get("/api/v1/me/ssh-config?system=wsl&style=inline").body();
		assertThat(checked(caller, file).path("upToDate").booleanValue()).isTrue();
		this.jdbc.sql("UPDATE server SET name = 'orders'").update();

		JsonNode checked = checked(caller, file + "\ncloudflared version 2026.1.0 (built x)");

		assertThat(checked.path("upToDate").booleanValue()).isFalse();
		assertThat(checked.path("madeFor").asString()).isEqualTo("dev@example.com");
		assertThat(checked.path("system").asString()).isEqualTo("wsl");
		assertThat(checked.path("findings").valueStream().map((one) -> one.path("kind").asString()))
			.containsExactly("renamed", "cloudflared-old");
		assertThat(checked.at("/findings/0/server").asString()).isEqualTo("db1");
		assertThat(checked.at("/findings/0/text").asString()).isEqualTo("It is called orders now.");
		assertThat(checked(this.portal.api(DemoPerson.AUDITOR), file).at("/findings/0/kind").asString())
			.isEqualTo("other-person");
		assertThat(this.jdbc.sql("SELECT count(*) FROM connect_last_config WHERE config LIKE '%2026.1.0%'")
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void whatIsTooLongOrNothingIsRefused_I15() {
		Browser caller = this.portal.api(DemoPerson.DEVELOPER);
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);

		assertThat(caller.json("POST", "/api/v1/me/ssh-config/check", "{\"text\": \" \"}").statusCode()).isEqualTo(422);
		assertThat(caller.json("POST", "/api/v1/me/ssh-config/check", "{\"text\": \"x\", \"system\": \"amiga\"}")
			.statusCode()).isEqualTo(422);
		assertThat(caller
			.json("POST", "/api/v1/me/ssh-config/check", "{\"text\": \"%s\"}".formatted("x".repeat(1_100_000)))
			.statusCode()).isEqualTo(413);
		assertThat(developer.postFrom("/connect/check", "/connect/check", Map.of("text", "x".repeat(1_100_000))).body())
			.contains("That is more than any config of Postern");
		HttpResponse<String> page = developer.postFrom("/connect/check", "/connect/check",
				Map.of("text", "<script>\n# ssh config for <b>, made by Postern"));
		assertThat(page.body()).contains("&lt;script&gt;", "It was made for &lt;b&gt;").doesNotContain("<b>,");
	}

	private static JsonNode checked(Browser caller, String file) {
		HttpResponse<String> answer = caller.json("POST", "/api/v1/me/ssh-config/check",
				JsonMapper.shared().writeValueAsString(Map.of("text", file)));
		assertThat(answer.statusCode()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

	private void policies(String policies) {
		this.jdbc.sql("UPDATE server SET policies = CAST(:policies AS jsonb)")
			.param("policies", "[" + policies.replace('\'', '"') + "]")
			.update();
	}

	private int noted() {
		return this.jdbc.sql("SELECT count(*) FROM audit_event WHERE action = 'ssh-settings.changed'")
			.query(Integer.class)
			.single();
	}

}
