package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** What auditors look at: logins and changes, when all is quiet and when it is not. */
@BrowserTest
class AuditorsBrowserTests {

	private static final String LOGINS = "section[aria-labelledby=list-title] details.entry";

	private final Portal portal;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transaction;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	AuditorsBrowserTests(Portal portal, JdbcClient jdbc, ApplicationEventPublisher events,
			TransactionTemplate transaction) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.events = events;
		this.transaction = transaction;
	}

	@Test
	void showsLoginsWhenThereAreNoneWhenThereAreManyAndInTrouble() {
		try (Visitor auditor = visitor().signIn(DemoPerson.AUDITOR)) {
			List<String> troubles = new ArrayList<>(look(auditor, "history-empty", "/history", 200));
			weekOfLogins();
			troubles.addAll(look(auditor, "history", "/history", 200));
			auditor.page().locator(LOGINS + " > summary").first().click();
			auditor.page().locator("details.figures > summary").click();
			troubles.addAll(new Inspection(auditor, "history-open").everything());
			troubles.addAll(look(auditor, "history-filtered", "/history?outcome=refused&person=mallory", 200));
			troubles.addAll(look(auditor, "history-nothing-fits", "/history?person=nobody", 200));
			troubles.addAll(look(auditor, "history-wrong-filter", "/history?ip=10.0.0.0/99", 422));
			breakImport();
			troubles.addAll(look(auditor, "history-trouble", "/history", 200));
			auditor.page().locator("section:has(#unreadable-title) details.entry > summary").first().click();
			auditor.page().locator("section:has(#unreadable-title) details.raw > summary").first().click();
			troubles.addAll(new Inspection(auditor, "history-unreadable-open").everything());
			troubles.addAll(look(auditor, "history-unreadable", "/history/unreadable", 200));
			troubles.addAll(look(auditor, "home-auditor", "/", 200));
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void showsChangesAndVerifiesThem() {
		changes();
		try (Visitor auditor = visitor().signIn(DemoPerson.AUDITOR)) {
			List<String> troubles = new ArrayList<>(look(auditor, "audit", "/audit", 200));
			auditor.page().locator("details.entry > summary").first().click();
			troubles.addAll(new Inspection(auditor, "audit-open").everything());
			auditor.page()
				.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Verify that nothing was altered"))
				.click();
			auditor.page().locator(".verdict").waitFor();
			troubles.addAll(new Inspection(auditor, "audit-verified").everything());
			troubles.addAll(look(auditor, "audit-nothing-fits", "/audit?q=no-such-text", 200));
			troubles.addAll(look(auditor, "audit-wrong-filter", "/audit?since=yesterday", 422));
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void chartLeadsToTheLoginsOfTheDayThatIsClicked() {
		weekOfLogins();
		try (Visitor auditor = visitor().signIn(DemoPerson.AUDITOR)) {
			auditor.open("/history");
			auditor.page().waitForLoadState(LoadState.NETWORKIDLE);
			Locator chart = auditor.page().locator("canvas[data-chart]");
			chart.click(new Locator.ClickOptions().setPosition(chart.boundingBox().width - 60, 40));
			auditor.page().waitForURL((address) -> address.contains("since="));

			assertThat(auditor.page().url()).contains("since=", "until=", "zone=Asia");
			assertThat(auditor.page().locator("#since").inputValue()).endsWith("T00:00");
			assertThat(auditor.page().locator(LOGINS).count()).isBetween(1, 49);
			assertThat(auditor.troubles()).isEmpty();
		}
	}

	@Test
	void filterWorksWithoutScripts() {
		weekOfLogins();
		try (Visitor auditor = new Visitor(this.chromium, this.portal.address(), false).signIn(DemoPerson.AUDITOR)) {
			auditor.open("/history");
			auditor.page().locator("#person").fill("mallory");
			auditor.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Filter")).click();

			assertThat(auditor.page().url()).contains("/history?person=mallory").doesNotContain("new-");
			assertThat(auditor.page().locator(LOGINS).allTextContents()).isNotEmpty()
				.allMatch((entry) -> entry.contains("mallory@example.net") && entry.contains("UTC"));
		}
	}

	/** Who logged into db1 last week from outside Japan? */
	@Test
	void anAuditorIsAnsweredByFiltersAloneOnOneScreen() {
		healthy();
		weekOfLogins();
		this.jdbc.sql("UPDATE login_event SET created_at = created_at - interval '7 days'").update();
		weekOfLogins();
		this.jdbc.sql(
				"INSERT INTO former_server VALUES (:id, 'db1', 'ssh-db1.example.jp', now() - interval '30 days', now()) "
						+ "ON CONFLICT DO NOTHING")
			.param("id", UUID.nameUUIDFromBytes(new byte[0]))
			.update();
		try (Visitor auditor = visitor().signIn(DemoPerson.AUDITOR)) {
			Page page = auditor.page();
			auditor.open("/history");
			page.waitForLoadState(LoadState.NETWORKIDLE);
			Effort effort = new Effort(page);
			long start = System.nanoTime();
			effort.click(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Last week")));
			effort.click(page.locator("#server"));
			effort.type("db1");
			effort.press("Tab");
			effort.press("Tab");
			effort.press("Tab");
			effort.press("ArrowDown");
			effort.press("Tab");
			effort.type("Japan");
			effort.click(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Filter")));
			page.waitForURL((address) -> address.contains("notCountry=JP"));
			Locator answer = page.locator(LOGINS);
			long millis = (System.nanoTime() - start) / 1_000_000;

			assertThat(page.url()).contains("period=last-week", "server=").doesNotContain("new-", "is-");
			assertThat(page.locator(".chip").allTextContents()).anyMatch((chip) -> chip.contains("Server is db1"))
				.anyMatch((chip) -> chip.contains("Country is not Japan (JP)"))
				.anyMatch((chip) -> chip.contains("Last week:"));
			assertThat(answer.allTextContents()).hasSizeBetween(3, 50)
				.allMatch((entry) -> entry.contains("db1") && !entry.contains("JP "));
			assertThat(page.locator(".total").textContent()).startsWith(answer.count() + " logins");
			assertThat(answer.nth(2).boundingBox().y + answer.nth(2).boundingBox().height).isLessThanOrEqualTo(800);
			System.out.printf("answered with %s in %d ms%n", effort, millis);
			assertThat(effort.clicks()).isLessThanOrEqualTo(3);
			assertThat(effort.keys()).isLessThanOrEqualTo(15);
			List<String> troubles = new ArrayList<>(new Inspection(auditor, "history-question").everything());
			page.locator(".chip", new Page.LocatorOptions().setHasText("Country is not Japan")).click();
			assertThat(page.url()).doesNotContain("notCountry").contains("period=last-week");
			troubles.addAll(look(auditor, "history-by-server", "/history?group=server", 200));
			troubles.addAll(look(auditor, "history-by-person", "/history?group=person&notCountry=JP", 200));
			assertThat(troubles).isEmpty();
		}
	}

	private void healthy() {
		this.jdbc
			.sql("TRUNCATE login_event, import_gap, unreadable_login; UPDATE history_import SET trouble = NULL, "
					+ "trouble_text = NULL, trouble_since = NULL")
			.update();
	}

	private void weekOfLogins() {
		this.jdbc
			.sql("""
					INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, ip_address, country, connection,
					  app_domain, server_id, server_name, is_explained, raw)
					SELECT now() - make_interval(mins => 20 + i * 97), 'ray' || i, 'login',
					  (ARRAY['dev@example.com', 'kenji@example.com', 'mallory@example.net', 'admin@example.com'])[1 + i % 4],
					  i % 4 <> 2, CAST('198.51.100.' || (10 + i % 40) AS inet), CASE WHEN i % 7 = 0 THEN 'US' ELSE 'JP' END,
					  'onetimepin', CASE WHEN i % 5 = 0 THEN 'grafana.example.jp' ELSE 'ssh-db1.example.jp' END,
					  CASE WHEN i % 5 = 0 THEN NULL ELSE CAST(:server AS uuid) END,
					  CASE WHEN i % 5 = 0 THEN NULL ELSE 'db1' END,
					  CASE WHEN i % 11 = 0 THEN false WHEN i % 5 = 0 THEN NULL ELSE true END,
					  jsonb_build_object('ray_id', 'ray' || i, 'action', 'login')
					FROM generate_series(0, 120) i ON CONFLICT DO NOTHING""")
			.param("server", UUID.nameUUIDFromBytes(new byte[0]).toString())
			.update();
	}

	private void breakImport() {
		this.jdbc.sql("""
				INSERT INTO import_gap (from_at, until_at, state, cause, noticed_at) VALUES
				  (now() - interval '20 hours', now() - interval '17 hours', 'LOST', 'UNREACHABLE', now()),
				  (now() - interval '9 hours', now() - interval '8 hours', 'FILLED', NULL, now())""").update();
		this.jdbc
			.sql("""
					INSERT INTO unreadable_login (hash, first_seen_at, created_at, flaw, raw)
					SELECT 'hash' || i, now() - make_interval(mins => 5 + i * 7),
					  CASE WHEN i % 3 = 0 THEN NULL ELSE now() - make_interval(mins => 6 + i * 7) END,
					  (ARRAY['NO_TIME', 'NO_OUTCOME', 'TOO_LARGE'])[1 + i % 3],
					  '{"user_email":"dev@example.com","ip_address":"198.51.100.23","app_domain":"ssh-db1.example.jp","allowed":"maybe"}'
					FROM generate_series(0, 24) i ON CONFLICT DO NOTHING""")
			.update();
		this.jdbc.sql("UPDATE history_import SET trouble = 'NOT_ALLOWED', trouble_since = now(), trouble_text = :said, "
				+ "found_late = 3, latest_login_at = now() - interval '9 hours', latest_seen_at = now() - interval '1 hour'")
			.param("said", "GET /accounts/…/access/logs/access_requests: 403 10000 Authentication error")
			.update();
	}

	private void changes() {
		for (int i = 0; i < 60; i++) {
			change("server.edited", "db" + i, "{\"name\":\"db1\",\"port\":22}", "{\"name\":\"db1\",\"port\":2222}");
		}
		change("server.retired", "old-box-with-a-rather-long-name-in-osaka", "{\"hostname\":\"ssh-old.example.jp\"}",
				null);
		change("server.registered", "db1", null, """
				{"name": "db1", "hostname": "ssh-db1.example.jp", "service": "ssh://host.docker.internal:22",
				 "policies": [{"name": "Allow admin", "decision": "allow",
				  "include": [{"email": {"email": "somebody.with.a.long.address@subsidiary.example.com"}}]}]}""");
	}

	private void change(String action, String name, @Nullable String before, @Nullable String after) {
		Recorded change = new Recorded(Actor.person(EmailAddress.of("admin@example.com")), action,
				new Subject("server", UUID.randomUUID().toString(), name), state(before), state(after));
		this.transaction.executeWithoutResult((status) -> this.events.publishEvent(change));
	}

	private static @Nullable JsonNode state(@Nullable String text) {
		return (text != null) ? JsonMapper.shared().readTree(text) : null;
	}

	private Visitor visitor() {
		return new Visitor(this.chromium, this.portal.address());
	}

	private static List<String> look(Visitor visitor, String name, String path, int status) {
		assertThat(Objects.requireNonNull(visitor.open(path)).status()).as(path).isEqualTo(status);
		visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
		return new Inspection(visitor, name).everything();
	}

}
