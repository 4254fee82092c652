package dev.postern.ui.input;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What Postern answers to input that nothing inside could work with. */
@PosternTest
class MalformedInputTests {

	private static final String SERVERS = "/api/v1/servers";

	private final Portal portal;

	@Autowired
	MalformedInputTests(Portal portal) {
		this.portal = portal;
	}

	@ParameterizedTest
	@ValueSource(strings = { "/servers?q=a%00b", "/servers?cursor=%00", "/people?q=%00", "/people?cursor=%00",
			"/history?person=%00", "/history?server=%00", "/audit?actor=%00", "/audit?action=%00", "/audit?subject=%00",
			"/audit?q=%00", "/groups?q=%00", "/groups?cursor=%00", "/history/logins.csv?person=%00",
			"/audit/events.csv?q=%00", "/servers?q=%ED%A0%80", "/servers?%00=x", "/servers?policies%5B-1%5D=x" })
	void parameterThatIsNoTextIsRefusedOnEveryPageI15(String path) {
		HttpResponse<String> page = this.portal.as(DemoPerson.ADMIN).get(path);

		assertThat(page.statusCode()).isEqualTo(422);
		assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
		assertThat(page.body()).contains("class=\"problem-what\"", "<code>");
	}

	@ParameterizedTest
	@CsvSource({ SERVERS + "?q=a%00, q, NUL", SERVERS + "?cursor=%00, cursor, NUL", SERVERS + "?q=%ff, q, UTF-8",
			"/api/v1/history/logins?person=%00, person, NUL", "/api/v1/audit/events?actor=%00, actor, NUL" })
	void parameterThatIsNoTextIsRefusedToProgramsI15(String path, String field, String remedy) {
		JsonNode error = error(this.portal.api(DemoPerson.ADMIN).get(path), 422);

		assertThat(error.path("field").asString()).isEqualTo(field);
		assertThat(error.path("message").asString()).contains(remedy);
	}

	@Test
	void strangerWithAnIllegibleParameterIsToldSoI15() {
		HttpResponse<String> page = this.portal.anonymous().get("/login?x=%ED%A0%80");

		assertThat(page.statusCode()).isEqualTo(422);
		assertThat(page.body()).contains("<code>x</code>", "UTF-8");
	}

	@Test
	void formFieldThatIsNoTextIsRefusedI15() {
		HttpResponse<String> page = this.portal.as(DemoPerson.ADMIN)
			.postFrom("/tokens", "/tokens", Map.of("name", "a\0b", "scope", "READ", "days", "9"));

		assertThat(page.statusCode()).isEqualTo(422);
		assertThat(page.body()).contains("<code>name</code>", "NUL");
	}

	@Test
	void formFieldOfTheWrongTypeIsToldInWordsI15() {
		HttpResponse<String> page = this.portal.as(DemoPerson.ADMIN)
			.postFrom("/tokens", "/tokens", Map.of("name", "ci", "scope", "READ", "days", "soon"));

		assertThat(page.statusCode()).isEqualTo(422);
		assertThat(page.body()).contains("This value does not fit here").doesNotContain("java.lang");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { SERVERS + "?size=x | size | x | whole number",
			SERVERS + "?size=99999999999 | size | 99999999999 | whole number",
			SERVERS + "?phase=FOO | phase | FOO | READY", SERVERS + "?tunnelId=x | tunnelId | x | Ids look like",
			SERVERS + "/db1 | id | db1 | Ids look like", "/api/v1/tunnels?size=- | size | - | whole number",
			"/api/v1/audit/events?size=1.5 | size | 1.5 | whole number" })
	void valueOfTheWrongTypeIsNamedWithWhatWouldBeRightI15(String path, String field, String value, String remedy) {
		JsonNode error = error(this.portal.api(DemoPerson.ADMIN).get(path), 400);

		assertThat(error.path("field").asString()).isEqualTo(field);
		assertThat(error.path("value").asString()).isEqualTo(value);
		assertThat(error.path("message").asString()).contains(remedy);
	}

	@ParameterizedTest
	@CsvSource({ "/servers?phase=FOO, phase, READY", "/servers/nonsense, id, Ids look like",
			"/tunnels/nonsense, id, Ids look like", "/history/first-login, server, missing" })
	void pageNamesTheValueOfTheWrongTypeI15(String path, String field, String remedy) {
		HttpResponse<String> page = this.portal.as(DemoPerson.ADMIN).get(path);

		assertThat(page.statusCode()).isEqualTo(400);
		assertThat(page.body()).contains("<code>" + field + "</code>", remedy);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{\"name\": | name | 400 | line 1",
			"`` | body | 400 | missing", "{\"a\":{\"b\":1,\"b\":2}} | a.b | 400 | twice",
			"{\"policies\":[{\"decision\":\"deny\",\"decision\":\"allow\"}]} | policies[0].decision | 400 | twice",
			"{\"policies\":[{\"x\":1e999}]} | policies[0].x | 422 | too large",
			"{\"policies\":[{\"exclude\":[{\"x\":{\"y\":\"\\u0000\"}}]}]} | policies[0].exclude[0].x.y | 422 | NUL",
			"{\"na\\u0000me\":1} | na\uFFFDme | 422 | NUL" })
	void jsonThatCannotBeKeptIsRefusedWithTheFieldI15(String body, String field, int status, String remedy) {
		for (String path : new String[] { SERVERS, SERVERS + "/preview" }) {
			JsonNode error = error(this.portal.api(DemoPerson.ADMIN).json("POST", path, body), status);

			assertThat(error.path("field").asString()).isEqualTo(field);
			assertThat(error.path("message").asString()).contains(remedy);
		}
	}

	@Test
	void jsonThatIsNestedTooDeepIsToldSoI15() {
		JsonNode error = error(this.portal.api(DemoPerson.ADMIN).json("POST", SERVERS, "[".repeat(2000)), 400);

		assertThat(error.path("message").asString()).contains("deeper");
	}

	@Test
	void manyProblemsBelowLongNamesCostNoMoreThanTheirBody_I15() {
		String list = String.join(",", Collections.nCopies(6_000, "\"\\u0000\""));
		String fields = IntStream.range(0, 10)
			.mapToObj((i) -> "\"%d%s\": [%s]".formatted(i, "a".repeat(49_000), list))
			.collect(Collectors.joining(","));

		HttpResponse<String> answer = this.portal.api(DemoPerson.ADMIN).json("POST", SERVERS, "{" + fields + "}");

		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.body()).hasSizeLessThan(100_000);
	}

	@ParameterizedTest
	@CsvSource({ SERVERS + "?phse=READY, phse, 'cursor, cutOff, phase, q, size, tag, tunnelId'",
			"/api/v1/history/logins?preson=x, preson, person", "/api/v1/history/logins?Since=x, Since, since",
			"/api/v1/audit/events?user=x, user, actor", "/api/v1/tunnels?q=x, q, 'cursor, size'",
			"/api/v1/me/servers?q=x, q, 'cursor, size'",
			"/api/v1/me/ssh-config?os=x, os, 'identityFile, style, system'",
			"/api/v1/audit/verification?x=y, x, takes none" })
	void misspeltParameterIsNotTakenForNoneI15(String path, String field, String remedy) {
		JsonNode error = error(this.portal.api(DemoPerson.ADMIN).get(path), 422);

		assertThat(error.path("field").asString()).isEqualTo(field);
		assertThat(error.path("message").asString()).contains(remedy);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/history/logins?since=2026-11-01&until=2026-11-02&zone=Asia/Tokyo&outcome=refused",
			"/api/v1/audit/events?since=2026-11-01&zone=Asia/Tokyo&actor=a&size=1", "/api/v1/me/ssh-config?system=unix",
			SERVERS + "?q=&phase=READY&phase=HELD&size=1" })
	void parametersThatExistAreTaken(String path) {
		assertThat(this.portal.api(DemoPerson.ADMIN).get(path).statusCode()).isEqualTo(200);
	}

	@Test
	void whoMayNotPassIsNotToldWhichParametersThereAreI11() {
		assertThat(this.portal.api(DemoPerson.DEVELOPER).get(SERVERS + "?phse=x").statusCode()).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "policies[-1].name", "policies[x].name", "policies[99999].name", "policies[0][0]",
			"policies[0", "policies[].name" })
	void fieldThatNoFormHasIsRefusedI15(String field) {
		Browser admin = this.portal.as(DemoPerson.ADMIN);

		assertThat(admin.postFrom("/tokens", "/servers/form", Map.of(field, "x", "name", "db1", "action", "edit"))
			.statusCode()).isIn(200, 422);
		assertThat(admin.postFrom("/tokens", "/servers/preview", Map.of(field, "x", "name", "db1")).statusCode())
			.isIn(200, 422);
	}

	@Test
	void formHoldsAsManyRulesAsCloudflareTakes() {
		Map<String, String> fields = new HashMap<>(
				Map.of("name", "many", "action", "edit", "policies[0].name", "Many", "policies[0].decision", "allow"));
		for (int i = 0; i < FormBinding.MAX_ROWS; i++) {
			fields.put("policies[0].include[%d].kind".formatted(i), "email");
			fields.put("policies[0].include[%d].value".formatted(i), "p%d@example.com".formatted(i));
		}

		HttpResponse<String> page = this.portal.as(DemoPerson.ADMIN).postFrom("/tokens", "/servers/form", fields);

		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("policies[0].include[999]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/history/logins?since=+294277-01-01", "/api/v1/audit/events?until=-0001-01-01",
			"/api/v1/history/logins?ip=fe80::1%251", "/api/v1/history/logins?cursor=%2B1000000000-12-31T23:59:59Z_1",
			"/api/v1/history/logins?cursor=-1000000000-01-01T00:00:00Z_1",
			SERVERS + "?cursor=KzEwMDAwMDAwMDAtMTItMzFUMjM6NTk6NTlaIDAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMA" })
	void timeBeyondAllBoundsIsRefusedI15(String path) {
		String encoded = path.replace("=+", "=%2B");

		assertThat(error(this.portal.api(DemoPerson.ADMIN).get(encoded), 422).path("value").asString()).isNotEmpty();
	}

	@Test
	void placeBeyondAllTimeDoesNotBreakAPage() {
		String nobody = "/servers/00000000-0000-4000-8000-000000000000";

		assertThat(this.portal.as(DemoPerson.ADMIN).get("/history?since=0001-01-01&until=9999-12-31").statusCode())
			.isEqualTo(200);
		assertThat(this.portal.as(DemoPerson.ADMIN).get(nobody + "/progress?until=99999999999999999").statusCode())
			.isEqualTo(404);
	}

	@Test
	void databaseThatFallsSilentIsNotWaitedForForEver(@Autowired DataSource database) throws SQLException {
		try (Connection connection = database.getConnection()) {
			assertThat(connection.getNetworkTimeout()).isBetween(1, 30_000);
		}
	}

	private static JsonNode error(HttpResponse<String> answer, int status) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		JsonNode errors = JsonMapper.shared().readTree(answer.body()).path("errors");
		assertThat(errors.size()).isEqualTo(1);
		return errors.path(0);
	}

}
