package dev.postern.connect.download;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.postern.connect.installer.InstallerRun;
import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.kernel.ServerId;
import dev.postern.servers.hostkeys.TestKeys;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** From what an administrator pastes to what a developer’s ssh trusts. */
@CompanyTest
class HostKeysThroughPortalTests {

	private static final String EVERYBODY = ReachabilityData.policy("Staff", "allow",
			"{'email_domain':{'domain':'example.com'}}", "", "");

	private static final String NOBODY = ReachabilityData.policy("Other", "allow",
			"{'email':{'email':'x@example.org'}}", "", "");

	private final Portal portal;

	private final JdbcClient jdbc;

	private final TransactionTemplate transactions;

	private final ReachabilityData data;

	private ServerId server;

	@Autowired
	HostKeysThroughPortalTests(Portal portal, JdbcClient jdbc, TransactionTemplate transactions) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.data = new ReachabilityData(jdbc);
		this.server = ServerId.of("00000000-0000-0000-0000-000000000000");
	}

	@BeforeEach
	void servers() {
		this.data.clear();
		this.jdbc.sql("DELETE FROM connect_last_config").update();
		this.server = this.data.server("db1", EVERYBODY);
	}

	@Test
	void apiPinsAndTellsThemWithTheirHistory_I10() {
		int entries = entries();

		JsonNode pinned = ok(put(TestKeys.ONE + "\\n" + TestKeys.ECDSA));

		assertThat(pinned.path("revision").asInt()).isEqualTo(1);
		assertThat(pinned.path("changedBy").asString()).isEqualTo(DemoPerson.ADMIN.email());
		assertThat(pinned.path("keys").valueStream().map((key) -> key.path("fingerprint").asString()))
			.contains(TestKeys.ONE_FINGERPRINT)
			.hasSize(2);
		assertThat(ok(put(TestKeys.ECDSA + "\\n" + TestKeys.ONE)).path("revision").asInt()).as("the same").isEqualTo(1);
		assertThat(ok(put(TestKeys.TWO)).path("revision").asInt()).isEqualTo(2);
		JsonNode told = ok(this.portal.api(DemoPerson.ADMIN).get(path()));
		assertThat(told.path("history").size()).isEqualTo(2);
		assertThat(told.path("history").path(0).path("before").toString()).contains(TestKeys.ONE_FINGERPRINT);
		assertThat(told.path("history").path(0).path("after").toString()).contains(TestKeys.TWO_FINGERPRINT);
		assertThat(entries()).isEqualTo(entries + 2);
		assertThat(this.jdbc
			.sql("SELECT CAST(after AS text) FROM audit_event WHERE action = 'server.host_keys_changed' "
					+ "ORDER BY id DESC LIMIT 1")
			.query(String.class)
			.single()).contains(TestKeys.TWO_FINGERPRINT);
	}

	/** Both requests are under way before either can go on. */
	@Test
	void ofTwoAdministratorsAtOnceOnePinsAndTheOtherIsToldI10() throws Exception {
		try (ExecutorService administrators = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<HttpResponse<String>>> asked = Objects.requireNonNull(this.transactions.execute((status) -> {
				this.jdbc.sql("SELECT 1 FROM server WHERE id = :id FOR UPDATE")
					.param("id", this.server.value())
					.query()
					.listOfRows();
				List<Future<HttpResponse<String>>> both = Stream.of(TestKeys.ONE, TestKeys.TWO)
					.map((key) -> administrators.submit(() -> putSeen(key, 0)))
					.toList();
				await().until(() -> waitingForTheServer() == 2);
				return both;
			}));
			List<Integer> answers = new ArrayList<>();
			for (Future<HttpResponse<String>> one : asked) {
				answers.add(one.get(60, TimeUnit.SECONDS).statusCode());
			}
			assertThat(answers).containsExactlyInAnyOrder(200, 409);
		}
		JsonNode told = ok(this.portal.api(DemoPerson.ADMIN).get(path()));
		assertThat(told.path("revision").asInt()).isEqualTo(1);
		assertThat(told.path("keys").size()).isEqualTo(1);
	}

	private int waitingForTheServer() {
		return this.jdbc.sql("""
				SELECT count(*) FROM pg_stat_activity
				WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%server%FOR UPDATE%'""")
			.query(Integer.class)
			.single();
	}

	/** The second one has not seen what the first one pinned. */
	@Test
	void keysThatSomebodyElseChangedMeanwhileStay() {
		assertThat(ok(putSeen(TestKeys.ONE, 0)).path("revision").asInt()).isEqualTo(1);

		HttpResponse<String> late = putSeen(TestKeys.TWO, 0);

		assertThat(late.statusCode()).isEqualTo(409);
		assertThat(late.body()).contains("Somebody else changed the host keys of this server");
		assertThat(this.portal.api(DemoPerson.ADMIN)
			.json("PUT", path(), "{\"keys\":\"\",\"remove\":true,\"revision\":0}")
			.statusCode()).isEqualTo(409);
		assertThat(this.portal.api(DemoPerson.ADMIN)
			.json("PUT", path(), "{\"keys\":\"x\",\"revision\":\"new\"}")
			.statusCode()).isEqualTo(422);
		JsonNode told = ok(this.portal.api(DemoPerson.ADMIN).get(path()));
		assertThat(told.path("keys").path(0).path("fingerprint").asString()).isEqualTo(TestKeys.ONE_FINGERPRINT);
		assertThat(ok(putSeen(TestKeys.TWO, told.path("revision").asInt())).path("revision").asInt()).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("partsOfSecretKeys")
	void whatMayBeAPartOfASecretKeyIsNotShownAgain_I9(String text, String secret) {
		HttpResponse<String> page = paste(Map.of("keys", text));

		assertThat(page.statusCode()).isEqualTo(422);
		assertThat(page.body()).contains("What you pasted is not shown again").doesNotContain(secret);
	}

	private static Stream<Arguments> partsOfSecretKeys() {
		String body = "QyNTUxOQAAACDc2VjcmV0c2VjcmV0c2VjcmV0";
		return Stream.of(Arguments.of(body, body), Arguments.of("ssh-ed25519 " + body, body),
				Arguments.of("ssh-ed25519 " + body + "!", body),
				Arguments.of("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 " + body, body),
				Arguments.of("ssh-dss AAAAB3NzaC1kc3M\n" + body, body),
				Arguments.of("ssh-dss AAAAB3NzaC1kc3M\n".repeat(30) + body, body));
	}

	@Test
	void nothingThatWasSentTakesNoKeysAway_I15() {
		ok(put(TestKeys.ONE));

		for (String keys : List.of("", "  \\n", "# 10.0.0.9:22 SSH-2.0-x\\n")) {
			assertThat(put(keys).statusCode()).isEqualTo(422);
		}
		assertThat(this.portal.api(DemoPerson.ADMIN).json("PUT", path(), "{}").statusCode()).isEqualTo(422);
		assertThat(this.portal.api(DemoPerson.ADMIN).json("PUT", path(), "{\"keys\":[\"x\"]}").statusCode())
			.isEqualTo(422);
		assertThat(ok(this.portal.api(DemoPerson.ADMIN).get(path())).path("keys").size()).isEqualTo(1);

		JsonNode removed = ok(this.portal.api(DemoPerson.ADMIN).json("PUT", path(), "{\"keys\":\"\",\"remove\":true}"));
		assertThat(removed.path("keys").size()).isZero();
		assertThat(removed.path("revision").asInt()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-----BEGIN OPENSSH PRIVATE KEY-----", "PuTTY-User-Key-File-3: ssh-ed25519" })
	void secretKeyIsNeitherKeptNorSaidAgain_I9(String line) {
		String body = "c2VjcmV0LWJvZHktb2YtdGhlLWtleQ";
		String text = TestKeys.ONE + "\n" + line + "\n" + body + "\n-----END";

		HttpResponse<String> refused = put(text.replace("\n", "\\n"));
		HttpResponse<String> page = paste(Map.of("keys", text));

		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("Line 2 belongs to a private key").doesNotContain(body);
		assertThat(page.statusCode()).isEqualTo(422);
		assertThat(page.body()).contains("Line 2 belongs to a private key").doesNotContain(body);
		assertThat(this.jdbc.sql("SELECT count(*) FROM server_host_keys").query(Integer.class).single()).isZero();
		assertThat(
				this.jdbc.sql("SELECT count(*) FROM audit_event WHERE concat(after, before, subject_name) LIKE :body")
					.param("body", "%" + body + "%")
					.query(Integer.class)
					.single())
			.isZero();
	}

	@Test
	void pageShowsTheFingerprintsBeforeAnythingIsStored() {
		HttpResponse<String> review = paste(Map.of("keys", "10.0.0.9 " + TestKeys.ONE));

		assertThat(review.statusCode()).isEqualTo(200);
		assertThat(review.body()).contains("Are these its keys?", TestKeys.ONE_FINGERPRINT, "10.0.0.9");
		assertThat(this.jdbc.sql("SELECT count(*) FROM server_host_keys").query(Integer.class).single()).isZero();

		Map<String, String> confirmed = hidden(review.body());
		assertThat(confirmed).containsEntry("revision", "0").containsEntry("confirmed", "true");
		assertThat(paste(confirmed).statusCode()).isEqualTo(303);
		String page = this.portal.as(DemoPerson.ADMIN).get("/servers/" + this.server + "/host-keys").body();
		assertThat(page).contains(TestKeys.ONE_FINGERPRINT, "Pinned by " + DemoPerson.ADMIN.email());
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/servers/" + this.server + "/host-keys/panel").body())
			.contains(TestKeys.ONE_FINGERPRINT, "Change the host keys");

		HttpResponse<String> overtaken = paste(Map.of("keys", TestKeys.TWO, "revision", "0", "confirmed", "true"));
		assertThat(overtaken.body()).contains("Somebody else changed the keys meanwhile", TestKeys.TWO_FINGERPRINT);
		HttpResponse<String> asked = paste(Map.of("keys", ""));
		assertThat(asked.body()).contains("Take the keys away?");
		assertThat(paste(hidden(asked.body())).statusCode()).isEqualTo(303);
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/servers/" + this.server + "/host-keys").body())
			.contains("No key is pinned.");
	}

	@Test
	void wrongLinesAreToldAndWhatWasTypedStays() {
		HttpResponse<String> page = paste(Map.of("keys", "ssh-dss AAAAB3NzaC1kc3MAAACBAK"));

		assertThat(page.statusCode()).isEqualTo(422);
		assertThat(page.body()).contains("Line 1 is a DSA key", "ssh-dss AAAAB3NzaC1kc3MAAACBAK</textarea>");
	}

	@Test
	void configAndKnownHostsOfAPersonHaveTheKeysOfTheirServersAlone_I13() {
		ok(put(TestKeys.ONE));
		ServerId other = this.data.server("db2", NOBODY);
		ok(this.portal.api(DemoPerson.ADMIN)
			.json("PUT", "/api/v1/servers/" + other + "/host-keys", "{\"keys\":\"" + TestKeys.TWO + "\"}"));
		this.data.server("db3", EVERYBODY);
		Browser developer = this.portal.api(DemoPerson.DEVELOPER);

		String config = developer.get("/api/v1/me/ssh-config?system=linux").body();
		HttpResponse<String> keys = developer.get("/api/v1/me/known-hosts");

		assertThat(config.substring(config.indexOf("Host db1"), config.indexOf("Host db3"))).contains(
				"    HostKeyAlias ssh-db1.example.jp\n", "    UserKnownHostsFile ~/.ssh/postern_known_hosts\n",
				"    GlobalKnownHostsFile /dev/null\n", "    StrictHostKeyChecking yes\n");
		assertThat(config.substring(config.indexOf("Host db3"))).doesNotContain("HostKeyAlias", "Strict");
		assertThat(keys.statusCode()).isEqualTo(200);
		assertThat(keys.headers().firstValue("Content-Disposition"))
			.hasValue("attachment; filename=\"postern_known_hosts\"");
		assertThat(keys.body().lines().filter((line) -> !line.isEmpty() && !line.startsWith("#")))
			.containsExactly("ssh-db1.example.jp " + TestKeys.ONE.replace(" root@db1", ""));
		String tag = keys.headers().firstValue("ETag").orElseThrow();
		assertThat(developer.get("/api/v1/me/known-hosts", "If-None-Match", tag).statusCode()).isEqualTo(304);
		ok(put(TestKeys.TWO));
		assertThat(developer.get("/api/v1/me/known-hosts", "If-None-Match", tag).statusCode()).isEqualTo(200);
		assertThat(this.portal.as(DemoPerson.DEVELOPER).get("/connect/known-hosts").body())
			.contains("ssh-db1.example.jp ssh-ed25519 ");
		assertThat(developer.get(path()).statusCode()).isEqualTo(403);
	}

	@Test
	void changedKeyIsToldBeforeAnybodyConnects() {
		ok(put(TestKeys.ONE));
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		String config = developer.get("/connect/ssh-config?system=linux").body();
		assertThat(developer.get("/connect").body()).contains("You took the config without the host keys");
		String keys = developer.get("/connect/known-hosts").body();
		assertThat(developer.get("/connect").body()).doesNotContain("out of date", "was changed",
				"without the host keys");

		ok(put(TestKeys.TWO));

		String page = developer.get("/connect").body();
		assertThat(page)
			.contains("The host key of a server was changed.", "changed by " + DemoPerson.ADMIN.email(),
					TestKeys.TWO_FINGERPRINT, "Download your host keys and your config again before you connect",
					"Your ssh config is out of date", "Download host keys")
			.doesNotContain(TestKeys.ONE_FINGERPRINT);
		for (String text : List.of(config, keys, config + keys)) {
			HttpResponse<String> checked = developer.postFrom("/connect/check", "/connect/check",
					Map.of("text", text, "system", "linux"));
			assertThat(checked.body()).contains("It is not up to date.",
					"Its host keys were changed by " + DemoPerson.ADMIN.email(), TestKeys.TWO_FINGERPRINT);
		}
		HttpResponse<String> said = developer.postFrom("/connect/errors", "/connect/errors", Map.of("text",
				"WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! Host key for ssh-db1.example.jp has changed"));
		assertThat(said.body()).contains("changed by " + DemoPerson.ADMIN.email(), TestKeys.TWO_FINGERPRINT,
				"If ssh shows one of these fingerprints");

		assertThat(developer.postFrom("/connect/errors", "/connect/errors",
				Map.of("text",
						"""
								REMOTE HOST IDENTIFICATION HAS CHANGED!
								The fingerprint for the ED25519 key sent by the remote host is
								%s.
								Host key for ssh-db1.example.jp has changed and you have requested strict checking."""
							.formatted(TestKeys.TWO_FINGERPRINT)))
			.body()).contains("shows one of these keys, so only your files are old");
		assertThat(
				developer
					.postFrom("/connect/errors", "/connect/errors",
							Map.of("text",
									"REMOTE HOST IDENTIFICATION HAS CHANGED! db1 " + TestKeys.ONE_FINGERPRINT + "."))
					.body())
			.contains("shows another key than these. Do not go on");
		assertThat(developer.get("/servers/" + this.server + "/doctor").body()).contains("Its host key",
				TestKeys.TWO_FINGERPRINT);
		assertThat(said.body()).as("would take nothing out of the file that counts").doesNotContain("ssh-keygen -R");

		developer.get("/connect/ssh-config?system=linux");
		assertThat(developer.get("/connect").body()).as("the other file is old").contains("out of date");
		developer.get("/connect/known-hosts");
		assertThat(developer.get("/connect").body()).doesNotContain("out of date")
			.contains("The host key of a server was changed.", "on other computers of yours");
		assertThat(this.portal.as(DemoPerson.AUDITOR).get("/connect").body())
			.as("who took no files has none that is old")
			.doesNotContain("was changed.");
	}

	@Test
	void whoTakesAConfigWithoutPinsHasNoKeysThatAreOld() {
		ok(put(TestKeys.ONE));
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		developer.get("/connect/ssh-config?system=linux");
		developer.get("/connect/known-hosts");
		ok(this.portal.api(DemoPerson.ADMIN).json("PUT", path(), "{\"keys\":\"\",\"remove\":true}"));

		assertThat(developer.get("/connect").body())
			.contains("Your ssh config is out of date", "There is no second file any more.")
			.doesNotContain("Download your host keys");

		developer.get("/connect/ssh-config?system=linux");
		assertThat(developer.get("/connect").body()).doesNotContain("out of date");
	}

	/** Letters in capitals are others than small ones. */
	@Test
	void pastedFingerprintIsOnePinnedOnlyWhenEachOfThemIs() {
		ok(put(TestKeys.ONE));
		String pinned = TestKeys.ONE_FINGERPRINT;

		assertThat(shown("key is\n" + pinned + ".")).isEqualTo("PINNED");
		assertThat(shown(pinned.substring(0, 30) + "\r\n" + pinned.substring(30))).as("broken by a terminal")
			.isEqualTo("PINNED");
		assertThat(shown(TestKeys.TWO_FINGERPRINT)).isEqualTo("OTHER");
		assertThat(shown("SHA256:" + pinned.substring(7).toLowerCase(Locale.ROOT))).isEqualTo("OTHER");
		assertThat(shown(pinned + "\n" + TestKeys.TWO_FINGERPRINT)).isEqualTo("NOT_SAID");
		assertThat(shown("nothing")).isEqualTo("NOT_SAID");
	}

	private String shown(String text) {
		String body = JsonMapper.shared()
			.writeValueAsString(
					Map.of("text", "REMOTE HOST IDENTIFICATION HAS CHANGED! db1 " + text, "system", "linux"));
		return ok(this.portal.api(DemoPerson.DEVELOPER).json("POST", "/api/v1/doctor/error", body)).path("servers")
			.path(0)
			.path("hostKeys")
			.path("shown")
			.asString();
	}

	@Test
	void whereKeysArePinnedOtherProgramsAndThoseWhoAreToldLearnOfThem() {
		String tools = "/servers/" + this.server + "/tools?system=linux";
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		String tell = "/servers/" + this.server + "/tell";
		assertThat(developer.get(tools).body()).doesNotContain("HostKeyAlias", "SHA256:");
		assertThat(this.portal.as(DemoPerson.ADMIN).get(tell).body()).doesNotContain("Its host keys are pinned");

		ok(put(TestKeys.ONE));

		assertThat(developer.get(tools).body()).contains(
				"ssh -p 2222 -o HostKeyAlias=ssh-db1.example.jp -o UserKnownHostsFile=~/.ssh/postern_known_hosts -o StrictHostKeyChecking=yes ",
				TestKeys.ONE_FINGERPRINT);
		assertThat(this.portal.as(DemoPerson.ADMIN).get(tell).body()).contains("Its host keys are pinned");
	}

	@ParameterizedTest
	@ValueSource(strings = { "linux&style=include", "macos&style=inline" })
	void scriptFetchesTheKeysWithTheConfigAndUpdatesThem(String system, @TempDir Path directory) throws IOException {
		assumeTrue(InstallerRun.has("curl"), "curl is not installed");
		ok(put(TestKeys.ONE));
		String token = this.portal.as(DemoPerson.DEVELOPER).createToken("laptop", "SSH_CONFIG");
		String script = Browser.bearing(this.portal.address(), token)
			.get("/api/v1/me/ssh-config/installer?system=" + system)
			.body();
		InstallerRun computer = new InstallerRun(directory);
		computer.write("config", "Host mine");
		computer.write("postern_known_hosts", "mine.example.org ssh-ed25519 AAAA");
		computer.token(token);

		assertThat(computer.run(script, "install")).isEmpty();
		assertThat(computer.text("postern_known_hosts")).contains("ssh-db1.example.jp ssh-ed25519 ")
			.endsWith("mine.example.org ssh-ed25519 AAAA");
		String first = computer.text("postern_known_hosts");
		assertThat(computer.run(script, "update")).isEmpty();
		assertThat(computer.text("postern_known_hosts")).isEqualTo(first);
		ok(put(TestKeys.ECDSA));
		assertThat(computer.run(script, "update")).isEmpty();
		assertThat(computer.text("postern_known_hosts")).contains("ssh-db1.example.jp ecdsa-sha2-nistp256 ")
			.doesNotContain("ssh-db1.example.jp ssh-ed25519 ");
		computer.write("postern_known_hosts", "mine.example.org ssh-ed25519 AAAA");
		assertThat(computer.run(script, "update")).as("the file was lost, the config was not").isEmpty();
		assertThat(computer.text("postern_known_hosts")).contains("ssh-db1.example.jp ecdsa-sha2-nistp256 ");
		assertThat(this.portal.as(DemoPerson.DEVELOPER).get("/connect").body()).doesNotContain("out of date");
		assertThat(computer.run(script, "uninstall")).isEmpty();
		assertThat(computer.text("config")).isEqualTo("Host mine");
		assertThat(computer.text("postern_known_hosts")).isEqualTo("mine.example.org ssh-ed25519 AAAA");
	}

	@Test
	void pastedScriptBringsTheKeysAlong(@TempDir Path directory) {
		ok(put(TestKeys.ONE));
		InstallerRun computer = new InstallerRun(directory);

		assertThat(computer.run(this.portal.as(DemoPerson.DEVELOPER)
			.get("/connect/ssh-config/installer?system=linux&pasted=true")
			.body())).isEmpty();

		assertThat(computer.text("postern_known_hosts")).contains("ssh-db1.example.jp ssh-ed25519 ");
		assertThat(this.portal.as(DemoPerson.DEVELOPER).get("/connect").body()).doesNotContain("out of date",
				"without the host keys");
	}

	/** Somebody else wrote into the database. */
	@Test
	void keysThatCannotBeReadKeepTheServerOutOfConfigs() {
		ok(put(TestKeys.ONE));
		this.jdbc.sql("UPDATE server_host_keys SET keys = 'ssh-ed25519 AAAA'").update();

		assertThat(this.portal.api(DemoPerson.DEVELOPER).get("/api/v1/me/ssh-config?system=linux").body())
			.contains("A server is left out")
			.doesNotContain("Host db1");
		assertThat(this.portal.as(DemoPerson.DEVELOPER).get("/connect").statusCode()).isEqualTo(200);
		assertThat(ok(this.portal.api(DemoPerson.ADMIN).get(path())).path("readable").asBoolean(true)).isFalse();
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/servers/" + this.server + "/host-keys").body())
			.contains("The database does not hold the keys as Postern wrote them.");
		assertThat(ok(put(TestKeys.ONE)).path("revision").asInt()).isEqualTo(2);
	}

	private HttpResponse<String> put(String keys) {
		return this.portal.api(DemoPerson.ADMIN).json("PUT", path(), "{\"keys\":\"" + keys + "\"}");
	}

	private HttpResponse<String> putSeen(String keys, int revision) {
		return this.portal.api(DemoPerson.ADMIN)
			.json("PUT", path(), "{\"keys\":\"%s\",\"revision\":%d}".formatted(keys, revision));
	}

	private String path() {
		return "/api/v1/servers/" + this.server + "/host-keys";
	}

	private HttpResponse<String> paste(Map<String, String> fields) {
		String page = "/servers/" + this.server + "/host-keys";
		return this.portal.as(DemoPerson.ADMIN).postFrom(page, page, fields);
	}

	private static Map<String, String> hidden(String page) {
		Map<String, String> fields = new HashMap<>();
		Matcher input = Pattern.compile("<input type=\"hidden\" name=\"(keys|revision|confirmed)\" value=\"([^\"]*)\"")
			.matcher(page);
		while (input.find()) {
			fields.put(input.group(1), input.group(2));
		}
		return fields;
	}

	private int entries() {
		return this.jdbc.sql("SELECT count(*) FROM audit_event WHERE action = 'server.host_keys_changed'")
			.query(Integer.class)
			.single();
	}

	private static JsonNode ok(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

}
