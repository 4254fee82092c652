package dev.postern.connect.tools;

import java.net.http.HttpResponse;
import java.util.List;

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

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@CompanyTest
class ToolPagesTests {

	private static final String DEVELOPER = ReachabilityData.policy("Team", "allow",
			"{'email':{'email':'dev@example.com'}}", "", "");

	private static final String SOMEBODY_ELSE = ReachabilityData.policy("Others", "allow",
			"{'email':{'email':'someone@example.org'}}", "", "");

	private final Portal portal;

	private final JdbcClient jdbc;

	private final ReachabilityData data;

	@Autowired
	ToolPagesTests(Portal portal, JdbcClient jdbc) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.data = new ReachabilityData(jdbc);
	}

	@BeforeEach
	void empty() {
		this.data.clear();
	}

	@ParameterizedTest
	@CsvSource({ "linux,rsync -av --partial ./site/ box:site/", "macos,git clone box:project.git",
			"windows,core.sshCommand", "wsl,scp report.txt box:", "git-bash,Windows has no rsync" })
	void serverIsReachedByOtherProgramsOfEachSystem(String system, String said) {
		ServerId server = this.data.server("box", DEVELOPER);

		String page = developer().get("/servers/%s/tools?system=%s".formatted(server, system)).body();

		assertThat(page).contains(said, "ssh-remote+box", "access tcp --hostname");
	}

	@Test
	void connectOffersIt() {
		ServerId server = this.data.server("box", DEVELOPER);

		assertThat(developer().get("/connect").body()).contains("/servers/%s/tools".formatted(server));
	}

	@Test
	void serverThatDoesNotLetThePersonInIsNotThere_I13() {
		ServerId server = this.data.server("secret-box", SOMEBODY_ELSE);

		for (DemoPerson person : List.of(DemoPerson.ADMIN, DemoPerson.AUDITOR, DemoPerson.DEVELOPER)) {
			HttpResponse<String> answer = this.portal.as(person).get("/servers/%s/tools".formatted(server));
			assertThat(answer.statusCode()).isEqualTo(404);
			assertThat(answer.body()).doesNotContain("secret-box");
		}
	}

	@Test
	void serverThatWasNeverReadyIsNotInTheConfigYet() {
		ServerId server = this.data.server("box", DEVELOPER);
		this.jdbc.sql("UPDATE server SET applied_generation = 0 WHERE id = :id").param("id", server.value()).update();

		assertThat(developer().get("/servers/%s/tools".formatted(server)).body())
			.contains("your ssh config does not have it yet")
			.doesNotContain("scp report.txt");
	}

	/** Only applications of type ssh have it. */
	@Test
	void terminalInTheBrowserIsOfferedWhereThereIsOne() {
		ServerId server = this.data.server("box", DEVELOPER);
		type(server, "SSH");
		assertThat(developer().get("/servers/%s/tools".formatted(server)).body()).contains("Open the terminal",
				"It signs you in as dev,");

		type(server, "SELF_HOSTED");
		assertThat(developer().get("/servers/%s/tools".formatted(server)).body()).doesNotContain("Open the terminal");
	}

	@Test
	void unknownSystemIsNamed_I15() {
		ServerId server = this.data.server("box", DEVELOPER);

		HttpResponse<String> answer = developer().get("/servers/%s/tools?system=amiga".formatted(server));

		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.body()).contains("amiga", "git-bash");
	}

	private void type(ServerId server, String type) {
		this.jdbc.sql("UPDATE server SET application_type = :type WHERE id = :id")
			.param("type", type)
			.param("id", server.value())
			.update();
	}

	private Browser developer() {
		return this.portal.as(DemoPerson.DEVELOPER);
	}

}
