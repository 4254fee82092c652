package dev.postern.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.postern.cloudflare.model.AccessRequest;
import dev.postern.history.search.Login;
import dev.postern.history.search.LoginFilter;
import dev.postern.history.search.Logins;
import dev.postern.history.search.StoredLogins;
import dev.postern.kernel.ServerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import static dev.postern.history.LoginHistoryExtension.DB1;
import static dev.postern.history.LoginHistoryExtension.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class StoredLoginsTests {

	@RegisterExtension
	static final LoginHistoryExtension history = new LoginHistoryExtension();

	@Test
	void entryKnowsItsServerAndForeignOnesAreMarked() {
		history.log()
			.add(FakeLoginLog.entry("ours", NOON.minusSeconds(5), "dev@example.com", "ssh-db1.example.jp", true));
		history.log()
			.add(FakeLoginLog.entry("path", NOON.minusSeconds(4), "dev@example.com", "ssh-db1.example.jp/x", false));
		history.log()
			.add(FakeLoginLog.entry("foreign", NOON.minusSeconds(3), "dev@example.com", "wiki.example.jp", true));

		history.importAt(NOON);

		assertThat(history.logins().find(LoginFilter.EVERYTHING, null, 10).items())
			.extracting(Login::rayId, Login::server, Login::serverName, Login::application)
			.containsExactly(tuple("foreign", null, null, "wiki.example.jp"),
					tuple("path", DB1, "db1", "ssh-db1.example.jp/x"), tuple("ours", DB1, "db1", "ssh-db1.example.jp"));
	}

	@Test
	void loginThatNoPolicyExplainsIsMarked() {
		history.log()
			.add(FakeLoginLog.entry("dev", NOON.minusSeconds(5), "dev@example.com", "ssh-db1.example.jp", true));
		history.log()
			.add(FakeLoginLog.entry("eve", NOON.minusSeconds(4), "eve@example.net", "ssh-db1.example.jp", true));
		history.log()
			.add(FakeLoginLog.entry("no", NOON.minusSeconds(3), "eve@example.net", "ssh-db1.example.jp", false));
		history.log().add(FakeLoginLog.entry("ci", NOON.minusSeconds(2), "7f3a.access", "ssh-db1.example.jp", true));
		history.log()
			.add(FakeLoginLog.entry("old", NOON.minus(Duration.ofHours(9)), "eve@example.net", "ssh-db1.example.jp",
					true));

		history.importAt(NOON);

		assertThat(history.logins().find(LoginFilter.EVERYTHING, null, 10).items().stream().filter(Login::unexplained))
			.extracting(Login::rayId)
			.containsExactly("eve");
	}

	@Test
	void loginThatAGrantLetInIsExplained() {
		history.granted("ada@example.net");
		history.log()
			.add(FakeLoginLog.entry("ada", NOON.minusSeconds(4), "ada@example.net", "ssh-db1.example.jp", true));

		history.importAt(NOON);

		assertThat(history.logins().find(LoginFilter.EVERYTHING, null, 10).items()).extracting(Login::rayId)
			.contains("ada");
		assertThat(history.logins().find(LoginFilter.EVERYTHING, null, 10).items().stream().filter(Login::unexplained))
			.extracting(Login::rayId)
			.doesNotContain("ada");
	}

	@Test
	void entriesWithOddValuesAreKept() {
		history.log()
			.add(new AccessRequest("odd", NOON.minusSeconds(1), "", false, "", "not an ip", "", null, null, null,
					JsonNodeFactory.instance.objectNode().put("x", "nul\u0000")));
		history.log().add("future", NOON.plus(Duration.ofDays(4000)));
		history.log().add("past", Instant.parse("2019-03-01T00:00:00Z"));

		history.importAt(NOON);

		assertThat(history.rays()).containsExactly("odd");
	}

	@Test
	void monthsAreMadeAheadAndOldOnesAreDroppedWithAnAuditEntry() {
		history.jdbc().sql("SELECT history_prepare_month('2024-03-01')").query(Boolean.class).single();
		history.jdbc()
			.sql("INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, raw) "
					+ "VALUES ('2024-03-31T23:59:59Z', 'old', 'login', 'x', true, '{}')")
			.update();
		UUID before = history.overview().loginsState();

		history.importAt(NOON);

		assertThat(history.overview().loginsState()).isNotEqualTo(before);
		history.log().add("a", NOON.minusSeconds(1));
		history.importAt(NOON);
		assertThat(history.partitions()).contains("login_event_2026_11", "login_event_2026_12", "login_event_2027_01")
			.doesNotContain("login_event_2024_03");
		assertThat(history.rays()).containsExactly("a");
		assertThat(history.published()).isNotEmpty();
	}

	@Test
	void entriesOfOddDatesMoveIntoTheirMonthWhenItIsMade() {
		history.jdbc()
			.sql("INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, raw) "
					+ "VALUES ('2027-05-31T23:59:59Z', 'odd', 'login', 'x', true, '{}')")
			.update();
		history.jdbc().sql("SELECT history_prepare_month('2027-05-10')").query((rs) -> {
		});

		assertThat(history.jdbc().sql("SELECT ray_id FROM login_event_2027_05").query(String.class).list())
			.containsExactly("odd");
		assertThat(history.rays()).containsExactly("odd");
	}

	/** What was remembered of all logins is told anew then, and only then. */
	@ParameterizedTest
	@ValueSource(strings = { "UPDATE login_event SET is_explained = false", "DELETE FROM login_event",
			"TRUNCATE login_event", "INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, raw) "
					+ "VALUES ('2026-11-22T11:00:00Z', 'b', 'login', 'x', true, '{}')" })
	void whoeverChangesTheLoginsHasThemCalledAnew(String change) {
		history.log().add("a", NOON.minusSeconds(1));
		LoginImport every = history.loginImport();
		every.run();
		UUID before = history.overview().loginsState();
		every.run();

		assertThat(history.overview().loginsState()).isEqualTo(before);

		history.jdbc().sql(change).update();

		assertThat(history.overview().loginsState()).isNotEqualTo(before);
	}

	@Test
	void onePageIsOneQuery() {
		IntStream.range(0, 200).forEach((i) -> history.log().add("e" + i, NOON.minusSeconds(200 - i)));
		history.importAt(NOON);
		AtomicInteger queries = new AtomicInteger();
		Logins counted = StoredLogins.in(JdbcClient.create(new DelegatingDataSource(history.database()) {

			@Override
			public Connection getConnection() throws SQLException {
				queries.incrementAndGet();
				return super.getConnection();
			}

		}));

		assertThat(counted.find(LoginFilter.EVERYTHING, null, 50).items()).hasSize(50);
		assertThat(counted.last(List.of(DB1, new ServerId(UUID.randomUUID())))).containsOnlyKeys(DB1);
		assertThat(queries).hasValue(2);
	}

}
