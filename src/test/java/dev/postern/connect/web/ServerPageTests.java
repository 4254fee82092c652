package dev.postern.connect.web;

import java.util.List;

import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.connect.reachability.SqlRecorder;
import dev.postern.kernel.ServerId;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What the page of a server costs, which is put together of many panels. */
@CompanyTest
class ServerPageTests {

	private final Portal portal;

	private final ReachabilityData data;

	private final JdbcClient jdbc;

	private final SqlRecorder sql;

	@Autowired
	ServerPageTests(Portal portal, JdbcClient jdbc, SqlRecorder sql) {
		this.portal = portal;
		this.data = new ReachabilityData(jdbc);
		this.jdbc = jdbc;
		this.sql = sql;
	}

	@AfterEach
	void clear() {
		this.data.clear();
	}

	@Test
	void panelsAskForNothingThatThePageHasRead() {
		List<String> asked = asked().stream().filter((sql) -> !SqlRecorder.isOfSession(sql)).toList();

		assertThat(asked).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(16);
	}

	/** Whom it lets in is remembered as long as nothing of it changes. */
	@Test
	void whoGetsInIsToldAnewOnceItChanged() {
		ServerId server = this.data.server("db1", policyFor("dev@example.com"));
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		String panel = "/servers/" + server + "/reachability/panel";

		assertThat(admin.get(panel).body()).contains(">dev@example.com</a>");
		assertThat(admin.get(panel).body()).contains(">dev@example.com</a>");

		this.jdbc.sql("UPDATE server SET policies = CAST(:policies AS jsonb) WHERE id = :id")
			.param("policies", "[" + policyFor("somebody.else@example.com").replace('\'', '"') + "]")
			.param("id", server.value())
			.update();

		assertThat(admin.get(panel).body()).contains(">somebody.else@example.com</a>")
			.doesNotContain(">dev@example.com</a>");
	}

	/** A panel sends nothing, so that the session is not stored before it. */
	@Test
	void sessionIsStoredOnceForThePageAndItsPanels() {
		List<String> asked = asked();

		List<String> first = asked.stream().takeWhile((sql) -> !sql.startsWith("update spring_session")).toList();
		assertThat(first).hasSizeLessThan(asked.size())
			.filteredOn(SqlRecorder::isOfSession)
			.as("read once, before it is stored")
			.hasSize(1);
		assertThat(asked.subList(first.size(), asked.size())).allMatch(SqlRecorder::isOfSession);
	}

	private List<String> asked() {
		ServerId server = this.data.server("db1", policyFor("dev@example.com"));
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		admin.get("/servers/" + server);
		this.sql.drainAll();
		assertThat(admin.get("/servers/" + server).statusCode()).isEqualTo(200);
		return this.sql.drainAll();
	}

	private static String policyFor(String email) {
		return ReachabilityData.policy("Team", "allow", "{'email':{'email':'%s'}}".formatted(email), "", "");
	}

}
