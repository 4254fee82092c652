package dev.postern.audit;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@PosternTest
class AuditPagesTests {

	private static final Pattern ENTRY = Pattern.compile("/audit/entries/[0-9]+");

	private final Portal portal;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transaction;

	private final String name = "n-" + UUID.randomUUID();

	@Autowired
	AuditPagesTests(Portal portal, ApplicationEventPublisher events, TransactionTemplate transaction) {
		this.portal = portal;
		this.events = events;
		this.transaction = transaction;
	}

	@Test
	void i10PublishedChangeIsListedWithItsFieldsBeforeAndAfter() {
		record("server.edited", "{\"port\":22,\"name\":\"db1\"}", "{\"port\":2222,\"name\":\"db1\"}");

		String page = auditor().get("/audit?subject=" + this.name).body();

		assertThat(page).contains("ada@example.com", "changed the server " + this.name);
		assertThat(entry(page)).contains("changed the server " + this.name, "<del>22</del>", "<ins>2222</ins>")
			.doesNotContain("<del>db1</del>");
	}

	@Test
	void detailsOfAnEntryComeWhenItIsOpened() {
		record("server.edited", "{\"port\":22}", "{\"port\":2222}");
		Browser auditor = auditor();
		String page = auditor.get("/audit?subject=" + this.name).body();

		String details = auditor.get(address(page), "HX-Request", "true").body();

		assertThat(page).doesNotContain("<ins>2222</ins>");
		assertThat(details).contains("<ins>2222</ins>").doesNotContain("<html", "<main");
		assertThat(auditor.get("/audit/entries/999999999").body()).contains("no entry with this number");
		assertThat(this.portal.as(DemoPerson.DEVELOPER).get(address(page)).statusCode()).isEqualTo(403);
	}

	@Test
	void pageOfFiftyEntriesWeighsLessThan60KiB() {
		for (int i = 0; i < 60; i++) {
			record("server.edited", "{\"policies\":[{\"name\":\"%s\"}]}".formatted("x".repeat(2000)),
					"{\"policies\":[]}");
		}

		assertThat(auditor().get("/audit?subject=" + this.name).body().getBytes(StandardCharsets.UTF_8))
			.hasSizeLessThan(60 * 1024);
	}

	@Test
	void personIsNamedWhoWasLetIn() {
		String policy = "{\"decision\":\"allow\",\"include\":[{\"email\":{\"email\":\"%s@example.com\"}}]}";
		record("server.edited", "{\"policies\":[" + policy.formatted("dev") + "]}",
				"{\"policies\":[" + policy.formatted("dev") + "," + policy.formatted("dev2") + "]}");

		assertThat(auditor().get("/audit?subject=" + this.name + "&action=server.edited").body())
			.contains("let dev2@example.com into " + this.name, "Action is “changed a server”", "24 hours");
	}

	@Test
	void i10ChangePublishedOutsideATransactionFails() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.events.publishEvent(change("server.edited", null, null)));
	}

	@Test
	void i9SecretOfACarelessPublisherIsNotShown() {
		record("gadget.created", null, "{\"tunnelToken\":\"c2VjcmV0\"}");

		String page = auditor().get("/audit?subject=" + this.name).body();
		assertThat(page).contains("gadget.created").doesNotContain("c2VjcmV0");
		assertThat(entry(page)).contains("<ins>***</ins>").doesNotContain("c2VjcmV0");
	}

	@Test
	void textsOfPeopleAreShownAsTextOnly() {
		record("server.edited", null, "{\"description\":\"<script>alert(1)</script>\"}");

		assertThat(entry(auditor().get("/audit?subject=" + this.name).body()))
			.contains("&lt;script&gt;alert(1)&lt;/script&gt;")
			.doesNotContain("<script>alert");
	}

	@Test
	void pagesHoldFiftyRowsAndLeadOnAndBack() {
		for (int i = 0; i < 60; i++) {
			record("sign-in.refused", null, "{\"count\":" + (1000 + i) + "}");
		}
		Browser auditor = auditor();

		String first = auditor.get("/audit?subject=" + this.name).body();
		String second = auditor.get("/audit" + link(first, "next")).body();

		assertThat(first.split("<details class=\"entry\"", -1)).hasSize(51);
		assertThat(first).contains("1,059 sign-ins", "1,010 sign-ins").doesNotContain("1,009 sign-ins", "rel=\"prev\"");
		assertThat(second).contains("1,009 sign-ins", "1,000 sign-ins")
			.doesNotContain("1,010 sign-ins", "rel=\"next\"");
		assertThat(auditor.get("/audit" + link(second, "prev")).body()).contains("1,059 sign-ins");
	}

	@Test
	void exportHoldsEverythingThatTheFilterTakesAndNoFormula() {
		record("server.edited", null, "{\"description\":\"x\"}");
		this.transaction
			.executeWithoutResult((status) -> this.events.publishEvent(new Recorded(Actor.postern("=HYPERLINK(1)"),
					"server.edited", new Subject("server", "id", this.name), null, null)));

		HttpResponse<String> csv = auditor().get("/audit/events.csv?subject=" + this.name);

		assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
		assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow()).contains("audit.csv");
		assertThat(csv.body().lines()).hasSize(3);
		assertThat(csv.body()).contains("\"'=HYPERLINK(1)\"", "\"{\"\"description\"\":\"\"x\"\"}\"");
	}

	@Test
	void apiListsPartByPart() {
		record("server.registered", null, "{}");
		record("server.edited", "{\"port\":22}", "{\"port\":23}");
		Browser api = this.portal.api(DemoPerson.AUDITOR);

		JsonNode first = json(api.get("/api/v1/audit/events?size=1&subject=" + this.name));
		JsonNode second = json(api
			.get("/api/v1/audit/events?size=1&subject=" + this.name + "&cursor=" + first.get("next").asString()));

		assertThat(first.at("/items/0/action").asString()).isEqualTo("server.edited");
		assertThat(first.at("/items/0/actor/name").asString()).isEqualTo("ada@example.com");
		assertThat(first.at("/items/0/before/port").asInt()).isEqualTo(22);
		assertThat(second.at("/items/0/action").asString()).isEqualTo("server.registered");
		assertThat(second.get("next").isNull()).isTrue();
	}

	@Test
	void verificationIsShownAndTold() {
		record("server.edited", null, "{}");

		Browser auditor = auditor();
		JsonNode verdict = json(this.portal.api(DemoPerson.AUDITOR).get("/api/v1/audit/verification"));

		assertThat(verdict.get("status").asString()).isEqualTo("intact");
		assertThat(verdict.get("entries").asLong()).isPositive();
		assertThat(auditor.get("/audit/verification").body()).contains("<html", "as they were written",
				verdict.get("hash").asString());
		assertThat(auditor.get("/audit/verification", "HX-Request", "true").body()).contains("as they were written")
			.doesNotContain("<html");
	}

	@ParameterizedTest
	@ValueSource(strings = { "since=yesterday", "until=2026-99-99", "cursor=x", "size=0", "size=1001" })
	void i15WrongFilterIsNamed(String query) {
		HttpResponse<String> answer = this.portal.api(DemoPerson.AUDITOR).get("/api/v1/audit/events?" + query);

		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(json(answer).toString()).contains(query.substring(0, query.indexOf('=')),
				query.substring(query.indexOf('=') + 1));
	}

	@Test
	void i15WrongFilterIsNamedOnThePage() {
		HttpResponse<String> page = auditor().get("/audit?since=yesterday");

		assertThat(page.statusCode()).isEqualTo(422);
		assertThat(page.body()).contains("yesterday is not a time", "is-invalid");
	}

	@Test
	void homeShowsTheLatestChanges() {
		record("server.edited", null, "{}");

		assertThat(auditor().get("/audit/summary").body()).contains(this.name).doesNotContain("<html");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/audit", "/audit/events.csv", "/audit/verification", "/audit/summary",
			"/api/v1/audit/events", "/api/v1/audit/verification" })
	void auditIsForAuditorsAndAdministratorsOnly(String path) {
		boolean program = path.startsWith("/api");

		assertThat(List.of(DemoPerson.AUDITOR, DemoPerson.ADMIN))
			.allSatisfy((person) -> assertThat(as(person, program).get(path).statusCode()).isEqualTo(200));
		assertThat(as(DemoPerson.DEVELOPER, program).get(path).statusCode()).isEqualTo(403);
	}

	private Browser as(DemoPerson person, boolean program) {
		return program ? this.portal.api(person) : this.portal.as(person);
	}

	private static String address(String page) {
		Matcher entry = ENTRY.matcher(page);
		assertThat(entry.find()).isTrue();
		return entry.group();
	}

	private String entry(String page) {
		return auditor().get(address(page)).body();
	}

	private Browser auditor() {
		return this.portal.as(DemoPerson.AUDITOR);
	}

	private void record(String action, @Nullable String before, @Nullable String after) {
		this.transaction.executeWithoutResult((status) -> this.events.publishEvent(change(action, before, after)));
	}

	private Recorded change(String action, @Nullable String before, @Nullable String after) {
		return new Recorded(Actor.person(EmailAddress.of("ada@example.com")), action,
				new Subject("server", UUID.randomUUID().toString(), this.name), state(before), state(after));
	}

	private static @Nullable JsonNode state(@Nullable String text) {
		return (text != null) ? JsonMapper.shared().readTree(text) : null;
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

	private static String link(String page, String rel) {
		String tag = page.substring(page.indexOf("rel=\"" + rel + "\""));
		String href = tag.substring(tag.indexOf("href=\"") + 6);
		return href.substring(0, href.indexOf('"')).replace("&amp;", "&");
	}

}
