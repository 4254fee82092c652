package dev.postern.servers.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Phase;
import dev.postern.servers.Drafts;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** The list of 61 servers, of which three need a decision. */
@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class ServerListTests {

	private static final Actor ADMIN = Actor.postern("test");

	private static final int ALL = 61;

	private static final Pattern ROW = Pattern.compile("class=\"row-link\" href=\"[^\"]*\">([^<]+)<");

	private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");

	private final Portal portal;

	private final Servers servers;

	private final JdbcClient jdbc;

	private final Lifecycle jobs;

	private final List<String> tunnels;

	private Browser admin;

	ServerListTests(Portal portal, Servers servers, FakeCloudflare cloudflare, JdbcClient jdbc,
			@Qualifier("jobScheduler") Lifecycle jobs) {
		this.portal = portal;
		this.servers = servers;
		this.jdbc = jdbc;
		this.jobs = jobs;
		DemoAccount.empty(cloudflare);
		cloudflare.addZone("example.jp");
		this.tunnels = List.of(cloudflare.addTunnel("office").toString(), cloudflare.addTunnel("Attic").toString());
		this.admin = portal.anonymous();
	}

	@BeforeAll
	void register() {
		this.jobs.stop();
		this.admin = this.portal.as(DemoPerson.ADMIN);
		for (int i = 0; i < ALL; i++) {
			String name = "box%02d-tokyo".formatted((i * 37) % ALL);
			Server server = this.servers
				.register(
						Drafts.with(
								Drafts.with(Drafts.with(Drafts.aServer(name), "tunnelId", this.tunnels.get(i % 2)),
										"tags", List.of("Production", "team:payments", "row " + i % 3)),
								"description",
								"Keeps <orders> & invoices of the shop in Osaka, replicated every night to no. " + i),
						ADMIN);
			this.servers.report(server.id(), (i < 3) ? Phase.HELD : Phase.READY, null);
		}
	}

	@Test
	void saysHowManyThereAreAndWhatTheyAreFor() {
		String page = this.admin.get("/servers").body();
		assertThat(text(page, "list-total")).isEqualTo("61 servers, 3 need a decision");
		assertThat(page).contains("Keeps &lt;orders&gt; &amp; invoices", "href=\"?phase=HELD\"");
		assertThat(text(this.admin.get("/servers?q=box0").body(), "list-total")).startsWith("10 of 61 servers match");
		assertThat(text(this.admin.get("/servers?q=nowhere").body(), "list-total"))
			.isEqualTo("None of 61 servers matches");
	}

	@Test
	void pageOfFiftyServersWeighsLessThan60KiB() {
		this.servers.all()
			.forEach((server) -> logIn(server.spec().name(), "2026-10-01T00:00:00Z", "w" + server.spec().name()));
		String page = this.admin.get("/servers?sort=name").body();
		this.jdbc.sql("DELETE FROM login_event").update();
		assertThat(rows(page)).hasSize(50);
		System.out.println("/servers weighs " + page.getBytes(StandardCharsets.UTF_8).length);
		assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(60 * 1024);
	}

	@ParameterizedTest
	@CsvSource({ "'',", "created, ascending", "-created, descending", "name, ascending", "-name, descending",
			"tunnel, ascending", "-tunnel, descending", "phase, ascending", "-phase, descending",
			"lastLogin, ascending", "-lastLogin, descending" })
	void eachOrderShowsEachServerOnceOverAllParts(String sort, @Nullable String direction) {
		List<String> walked = new ArrayList<>();
		String address = "?sort=" + sort;
		for (boolean more = true; more;) {
			String page = this.admin.get("/servers" + address).body();
			walked.addAll(rows(page));
			if (direction != null && !sort.endsWith("created")) {
				assertThat(page).contains("<th scope=\"col\" aria-sort=\"%s\">".formatted(direction));
			}
			Matcher next = NEXT.matcher(page);
			more = next.find();
			address = more ? HtmlUtils.htmlUnescape(next.group(1)) : "";
		}
		assertThat(walked).hasSize(ALL).doesNotHaveDuplicates();
		if (sort.equals("name")) {
			assertThat(walked).isSorted();
		}
	}

	@Test
	void thoseThatNeedADecisionComeFirstAndThoseWithoutALoginLast() {
		assertThat(rows(this.admin.get("/servers?sort=phase").body()).subList(0, 3))
			.containsExactlyInAnyOrder("box00-tokyo", "box37-tokyo", "box13-tokyo");
		logIn("box07-tokyo", "2026-11-01T00:00:00Z", "a");
		logIn("box09-tokyo", "2026-11-02T00:00:00Z", "b");
		assertThat(rows(this.admin.get("/servers?sort=-lastLogin").body())).startsWith("box09-tokyo", "box07-tokyo",
				"box00-tokyo");
		assertThat(rows(this.admin.get("/servers?sort=lastLogin").body())).startsWith("box07-tokyo", "box09-tokyo",
				"box00-tokyo");
	}

	@Test
	void headersSortTheOtherWayAndKeepTheFilter() {
		assertThat(this.admin.get("/servers?q=box&sort=name&cursor=").body()).contains("href=\"?q=box&amp;sort=-name\"",
				"href=\"?q=box&amp;sort=-lastLogin\"");
		assertThat(this.admin.get("/servers?sort=-name").body()).contains("href=\"?sort=name\"");
	}

	@Test
	void tagsFilterAndAreTakenAwayAgain() {
		String page = this.admin.get("/servers?tag=PRODUCTION&tag=row%201&sort=name").body();
		assertThat(text(page, "list-total")).startsWith("20 of 61 servers match");
		assertThat(page).contains("Tag: row 1", "href=\"?tag=row+1&amp;sort=name\"",
				"href=\"?tag=PRODUCTION&amp;sort=name\"", "aria-label=\"Tag: row 1: take this filter away\"");
		assertThat(text(this.admin.get("/servers?tag=row%201&tag=row%202").body(), "list-total"))
			.startsWith("None of 61");
		assertThat(text(this.admin.get("/servers?tag=&q=").body(), "list-total")).startsWith("61 servers");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sort=size", "sort=--name", "sort=name&cursor=x", "cursor=!!" })
	void whatNoListUnderstandsIsRefused(String query) {
		assertThat(this.admin.get("/servers?" + query).statusCode()).isEqualTo(422);
	}

	private void logIn(String name, String at, String ray) {
		this.jdbc.sql("""
				INSERT INTO login_event (ray_id, created_at, user_email, allowed, action, server_id, server_name,
				                         app_domain, raw)
				SELECT :ray, :at::timestamptz, 'dev@example.com', true, 'login', id, name, hostname, '{}'
				  FROM server WHERE name = :name""")
			.param("ray", ray)
			.param("at", Instant.parse(at).toString())
			.param("name", name)
			.update();
	}

	private static List<String> rows(String page) {
		return ROW.matcher(page).results().map((row) -> row.group(1)).toList();
	}

	/** What people read in an element with a class. */
	private static String text(String page, String name) {
		Matcher element = Pattern.compile("class=\"%s\"[^>]*>(.*?)</p>".formatted(name), Pattern.DOTALL).matcher(page);
		return element.find() ? HtmlUtils.htmlUnescape(element.group(1).replaceAll("<[^>]*>", "")).strip() : "";
	}

}
