package dev.postern.connect.download;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpServer;
import dev.postern.connect.installer.InstallerRun;
import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.kernel.ServerId;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The script that the portal serves, run against that portal by real programs. */
@CompanyTest
class InstallerThroughPortalTests {

	private static final String EVERYBODY = ReachabilityData.policy("Staff", "allow",
			"{'email_domain':{'domain':'example.com'}}", "", "");

	private static final String INSTALLER = "/api/v1/me/ssh-config/installer?system=";

	private final Portal portal;

	private final JdbcClient jdbc;

	private final ReachabilityData data;

	@TempDir
	private Path directory;

	@Autowired
	InstallerThroughPortalTests(Portal portal, JdbcClient jdbc) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.data = new ReachabilityData(jdbc);
	}

	@BeforeEach
	void servers() {
		assumeTrue(InstallerRun.has("curl"), "curl is not installed");
		this.data.clear();
		this.jdbc.sql("DELETE FROM connect_last_config").update();
		this.data.server("db1", EVERYBODY);
	}

	@ParameterizedTest
	@CsvSource({ "linux,include", "macos,inline", "git-bash,include", "wsl,inline" })
	void tokenForTheSshConfigOnlyInstallsAndUpdates(String system, String style) throws IOException {
		String token = this.portal.as(DemoPerson.DEVELOPER).createToken("laptop", "SSH_CONFIG");
		HttpResponse<String> script = Browser.bearing(this.portal.address(), token)
			.get(INSTALLER + system + "&style=" + style);
		assertThat(script.statusCode()).isEqualTo(200);
		assertThat(script.headers().firstValue("Content-Disposition"))
			.hasValue("attachment; filename=\"postern-ssh.sh\"");
		assertThat(script.body()).startsWith("#!/bin/sh\n").doesNotContain(token, "db1");
		InstallerRun computer = new InstallerRun(this.directory);
		computer.write("config", "Host mine");
		computer.token(token);
		String file = style.equals("inline") ? "config" : "postern_config";

		assertThat(computer.run(script.body(), "install")).isEmpty();
		assertThat(computer.text(file)).contains("Host db1\n").doesNotContain("Host db2");
		this.data.server("db2", EVERYBODY);
		assertThat(computer.run(script.body(), "update")).isEmpty();
		assertThat(computer.text(file)).contains("Host db1\n", "Host db2\n");
		int taken = taken();
		String now = computer.text(file);
		assertThat(computer.run(script.body(), "update")).isEmpty();
		assertThat(computer.text(file)).isEqualTo(now);
		assertThat(taken()).as("what was not given again is not noted").isEqualTo(taken);
		assertThat(computer.text("config")).endsWith("Host mine");
		assertThat(computer.run(script.body(), "uninstall")).isEmpty();
		assertThat(computer.text("config")).isEqualTo("Host mine");
	}

	@Test
	void tokenThatIsNotGoodForItChangesNothing() throws IOException {
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		String token = developer.createToken("laptop", "SSH_CONFIG");
		String script = Browser.bearing(this.portal.address(), token).get(INSTALLER + "linux").body();
		InstallerRun computer = new InstallerRun(this.directory);
		computer.token(token);
		assertThat(computer.run(script, "install")).isEmpty();
		String before = computer.text("config") + computer.text("postern_config");
		this.data.server("db2", EVERYBODY);

		computer.token("pst_" + "x".repeat(43));
		assertThat(computer.run(script, "update")).contains("(401)", "nothing was changed");
		computer.token(token);
		assertThat(computer.run(script.replace("/api/v1/me/ssh-config?", "/api/v1/me/servers?size=1&x="), "update"))
			.contains("(403)", "nothing was changed");
		assertThat(Browser.bearing(this.portal.address(), token)
			.json("POST", "/api/v1/me/ssh-config/check", "{\"text\":\"x\"}")
			.statusCode()).isEqualTo(403);
		assertThat(Browser.bearing(this.portal.address(), token).get("/api/v1/me/ssh-settings").statusCode())
			.isEqualTo(403);

		assertThat(computer.text("config") + computer.text("postern_config")).isEqualTo(before);
	}

	/** Everything that may come instead of a config. */
	@ParameterizedTest
	@ValueSource(strings = { "500", "503", "302", "html", "half", "short", "other", "nothing", "silent" })
	void whatIsNoWholeConfigLeavesTheFilesAsTheyAre(String kind) throws IOException {
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		String token = developer.createToken("laptop", "SSH_CONFIG");
		Browser program = Browser.bearing(this.portal.address(), token);
		String script = program.get(INSTALLER + "linux").body();
		InstallerRun computer = new InstallerRun(this.directory);
		computer.token(token);
		assertThat(computer.run(script, "install")).isEmpty();
		String before = computer.text("config") + computer.text("postern_config");
		this.data.server("db2", EVERYBODY);
		String fresh = program.get("/api/v1/me/ssh-config?system=linux&style=include").body();

		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			byte[] body = (switch (kind) {
				case "html" -> "<!DOCTYPE html><title>Sign in</title>";
				case "half", "short" -> fresh.substring(0, fresh.length() / 2);
				case "other" -> fresh.replace(", from http://", ", from http://other.");
				case "nothing" -> "";
				default -> fresh;
			}).getBytes(StandardCharsets.UTF_8);
			int status = Pattern.matches("\\d+", kind) ? Integer.parseInt(kind) : 200;
			exchange.getResponseHeaders().set("Location", "/elsewhere");
			if (kind.equals("silent")) {
				exchange.close();
				return;
			}
			exchange.sendResponseHeaders(status, kind.equals("short") ? body.length + 100 : Math.max(body.length, 1));
			exchange.getResponseBody().write((body.length == 0) ? new byte[] { '\n' } : body);
			exchange.close();
		});
		server.start();
		try {
			String address = "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
			String errors = computer.run(script.replaceFirst("address='http://[^/]*", "address='" + address), "update");

			assertThat(errors).contains("postern: ", "nothing was changed");
			assertThat(computer.text("config") + computer.text("postern_config")).isEqualTo(before);
			assertThat(computer.files()).noneMatch((name) -> name.startsWith("."));
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void tokenIsNotSeenAmongTheProcesses_I9() throws IOException {
		String token = this.portal.as(DemoPerson.DEVELOPER).createToken("laptop", "SSH_CONFIG");
		String script = Browser.bearing(this.portal.address(), token).get(INSTALLER + "linux").body();
		InstallerRun computer = new InstallerRun(this.directory);
		computer.token(token);

		assertThat(computer.runNoting("curl", script, "install")).isEmpty();

		assertThat(computer.noted()).contains("--config", "--output").doesNotContain(token.substring(4, 20));
		try (var files = Files.walk(this.directory)) {
			assertThat(files.filter(Files::isRegularFile)
				.filter((file) -> !file.endsWith("postern_token"))
				.map(InstallerRun::read)).noneMatch((text) -> text.contains(token));
		}
	}

	@Test
	void pageGivesTheScriptWithTheConfigAndRemembersIt_I10() throws IOException {
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		ServerId two = this.data.server("db2", EVERYBODY);
		HttpResponse<String> script = developer.get("/connect/ssh-config/installer?system=linux");
		InstallerRun computer = new InstallerRun(this.directory);

		assertThat(computer.run(script.body())).isEmpty();
		assertThat(computer.text("postern_config")).contains("Host db1\n", "Host db2\n");
		assertThat(developer.get("/connect").body()).doesNotContain("Your ssh config is out of date");
		this.jdbc.sql("UPDATE server SET login_user = 'root' WHERE id = :id").param("id", two.value()).update();
		this.data.server("db3", EVERYBODY);

		String page = developer.get("/connect").body();
		assertThat(page).contains("Your ssh config is out of date", "2 changes", "You log in as root now",
				"and is not in your file yet");
		assertThat(developer.get("/connect/ssh-config/installer?system=linux&pasted=true").body())
			.startsWith("sh -s install <<'POSTERN_SCRIPT_");
		assertThat(developer.get("/connect").body()).doesNotContain("Your ssh config is out of date");
		assertThat(developer.get("/connect/ssh-config/installer?system=windows").body()).startsWith("\ufeff# Keeps");
	}

	@Test
	void applicationThatWasMadeAnewIsToldWithWhatItMeans() {
		ServerId server = this.data.server("db9", EVERYBODY);
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		this.data.application(server, "f174e90a-fafe-4643-bbbc-4a0ed4fc8415");
		String file = developer.get("/connect/ssh-config?system=linux").body();
		assertThat(file).containsPattern("# Postern: server " + server + ", application [0-9a-f]{12}\n")
			.doesNotContain("f174e90a");

		this.data.application(server, "0a74e90a-fafe-4643-bbbc-4a0ed4fc8415");

		assertThat(developer.get("/connect").body()).contains("Its Access application was made anew");
		HttpResponse<String> checked = developer.postFrom("/connect/check", "/connect/check",
				Map.of("text", file, "system", "linux"));
		assertThat(checked.body()).contains("It is not up to date.", "Its Access application was made anew");
	}

	private int taken() {
		return this.jdbc.sql("SELECT count(*) FROM audit_event WHERE action = 'ssh-config.downloaded'")
			.query(Integer.class)
			.single();
	}

}
