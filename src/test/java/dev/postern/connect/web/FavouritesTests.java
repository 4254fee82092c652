package dev.postern.connect.web;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.connect.reachability.SqlRecorder;
import dev.postern.kernel.ServerId;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@CompanyTest
class FavouritesTests {

	private static final String DEVELOPER = ReachabilityData.policy("Team", "allow",
			"{'email':{'email':'dev@example.com'}}", "", "");

	private static final String EVERYBODY = ReachabilityData.policy("Staff", "allow",
			"{'email_domain':{'domain':'example.com'}}", "", "");

	private final Portal portal;

	private final JdbcClient jdbc;

	private final ReachabilityData data;

	private final SqlRecorder sql;

	@Autowired
	FavouritesTests(Portal portal, JdbcClient jdbc, SqlRecorder sql) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.data = new ReachabilityData(jdbc);
		this.sql = sql;
	}

	@BeforeEach
	void empty() {
		this.data.clear();
		this.jdbc.sql("DELETE FROM login_event").update();
	}

	@Test
	void favouritesStandOnTopThenWhatWasUsedLastThenAllOthers() {
		List<ServerId> servers = servers(9, EVERYBODY);
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		Instant now = Instant.now();
		login(servers.get(5), "Dev@Example.com", now.minus(Duration.ofDays(3)).minusSeconds(60));
		login(servers.get(7), "dev@example.com", now.minus(Duration.ofHours(5)).minusSeconds(60));
		login(servers.get(2), "admin@example.com", now);
		addressSince(now.minus(Duration.ofDays(30)));

		press(developer, "starred", servers.get(8));
		press(developer, "starred", servers.get(8));
		press(developer, "starred", servers.get(3));
		String page = developer.get("/connect").body();

		assertThat(names(page)).containsExactly("box3", "box8", "box7", "box5", "box0", "box1", "box2", "box4", "box6");
		assertThat(page).containsSubsequence(">Favourites<", ">box3<", ">Used last<", ">box7<", "5 hours ago", ">box5<",
				"3 days ago", ">All others<", ">box0<");
		assertThat(page).contains("aria-pressed=\"true\" aria-label=\"Favourite: box3\"",
				"aria-pressed=\"false\" aria-label=\"Favourite: box0\"");
		assertThat(page.split("last used", -1)).hasSize(3);

		press(developer, "unstarred", servers.get(8));
		press(developer, "unstarred", servers.get(3));
		assertThat(developer.get("/connect").body()).doesNotContain(">Favourites<").contains("box3", "box8");
	}

	@Test
	void favouritesAreOfOnePerson() {
		List<ServerId> servers = servers(3, EVERYBODY);
		press(this.portal.as(DemoPerson.DEVELOPER), "starred", servers.get(2));

		assertThat(names(this.portal.as(DemoPerson.AUDITOR).get("/connect").body())).containsExactly("box0", "box1",
				"box2");
		assertThat(names(this.portal.as(DemoPerson.DEVELOPER).get("/connect").body())).containsExactly("box2", "box0",
				"box1");
	}

	@Test
	void favouriteThatLetsThePersonInNoMoreIsKeptAndNotShown_I13() {
		servers(2, EVERYBODY);
		ServerId mine = this.data.server("mine", DEVELOPER);
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		press(developer, "starred", mine);

		letIn(mine, "{'email':{'email':'someone@example.org'}}");
		assertThat(developer.get("/connect").body()).doesNotContain("mine", ">Favourites<", mine.toString());
		letIn(mine, "{'email':{'email':'dev@example.com'}}");
		assertThat(names(developer.get("/connect").body())).containsExactly("mine", "box0", "box1");
	}

	@Test
	void ofServersOfOthersNobodyLearnsByTheirFavourites_I13() {
		servers(1, EVERYBODY);
		ServerId secret = this.data.server("secret",
				ReachabilityData.policy("Other", "allow", "{'email':{'email':'someone@example.org'}}", "", ""));
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);

		for (String button : List.of("starred", "unstarred")) {
			HttpResponse<String> there = developer.postFrom("/connect", "/connect/favourites",
					Map.of(button, secret.toString()));
			HttpResponse<String> nowhere = developer.postFrom("/connect", "/connect/favourites",
					Map.of(button, UUID.randomUUID().toString()));
			assertThat(there.statusCode()).isEqualTo(404);
			assertThat(nowhere.statusCode()).isEqualTo(404);
			assertThat(withoutRequest(there)).isEqualTo(withoutRequest(nowhere)).doesNotContain("secret");
		}
		assertThat(stored()).isZero();
		assertThat(developer.postFrom("/connect", "/connect/favourites", Map.of("starred", "nonsense")).statusCode())
			.isBetween(400, 422);
	}

	@Test
	void whatWasOpenedIsOpenAgainAfterIt() {
		List<ServerId> servers = servers(12, EVERYBODY);

		HttpResponse<String> done = this.portal.as(DemoPerson.DEVELOPER)
			.postFrom("/connect", "/connect/favourites", Map.of("starred", servers.get(1).toString(), "q", "box1 & {x}",
					"system", "windows", "identityFile", "~/.ssh/a+b"));

		assertThat(done.statusCode()).isEqualTo(303);
		assertThat(URI.create(done.headers().firstValue("Location").orElseThrow()).getRawQuery())
			.isEqualTo("q=box1%20%26%20%7Bx%7D&system=windows&identityFile=~%2F.ssh%2Fa%2Bb");
	}

	@Test
	void loginsOfWhoeverHadTheAddressBeforeAreNotTold() {
		ServerId server = servers(1, EVERYBODY).getFirst();
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		Instant now = Instant.now();
		login(server, "dev@example.com", now.minus(Duration.ofDays(3)));
		addressSince(now.minus(Duration.ofDays(2)));

		assertThat(developer.get("/connect").body()).doesNotContain("last used");
		addressSince(now.minus(Duration.ofDays(4)));
		assertThat(developer.get("/connect").body()).contains("last used");
	}

	@Test
	void manyServersAskTheDatabaseNothingMoreAndFitOnThePage() {
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		servers(3, EVERYBODY);
		List<String> few = asked(developer);
		this.data.clear();
		List<ServerId> servers = servers(330, EVERYBODY);
		servers.stream().limit(60).forEach((server) -> {
			this.jdbc
				.sql("INSERT INTO connect_favourite SELECT id, :server FROM person WHERE email = 'dev@example.com'")
				.param("server", server.value())
				.update();
			login(server, "dev@example.com", Instant.now());
		});
		this.jdbc.sql("UPDATE server SET description = 'Orders and invoices of the whole company, production'")
			.update();

		assertThat(asked(developer)).hasSameSizeAs(few);
		HttpResponse<String> page = developer.get("/connect");
		assertThat(names(page.body())).hasSize(30);
		assertThat(names(page.body())).hasSize(30);
		assertThat(page.body()).contains("Orders and invoices", "It names 330 servers", "data-copy-file=");
		assertThat(page.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(60 * 1024);
		assertThat(names(developer.get("/connect?q=INVOICES+of").body())).hasSize(30);
	}

	private List<ServerId> servers(int count, String policies) {
		return IntStream.range(0, count).mapToObj((i) -> this.data.server("box" + i, policies)).toList();
	}

	private static void press(Browser browser, String button, ServerId server) {
		assertThat(browser.postFrom("/connect", "/connect/favourites", Map.of(button, server.toString())).statusCode())
			.isEqualTo(303);
	}

	private List<String> asked(Browser browser) {
		this.sql.drain();
		assertThat(browser.get("/connect").statusCode()).isEqualTo(200);
		return this.sql.drain();
	}

	private static List<String> names(String page) {
		List<String> names = new ArrayList<>();
		Pattern.compile("<strong>([^<]+)</strong>").matcher(page).results().forEach((one) -> names.add(one.group(1)));
		return names;
	}

	private static String withoutRequest(HttpResponse<String> answer) {
		return answer.body().replaceAll("[0-9a-f-]{16,}", "").replaceAll("content=\"[^\"]*\"|value=\"[^\"]*\"", "");
	}

	private void letIn(ServerId server, String include) {
		this.jdbc.sql("UPDATE server SET policies = CAST(:policies AS jsonb) WHERE id = :id")
			.param("policies",
					"[%s]".formatted(ReachabilityData.policy("Team", "allow", include, "", "").replace('\'', '"')))
			.param("id", server.value())
			.update();
	}

	private int stored() {
		return this.jdbc.sql("SELECT count(*) FROM connect_favourite").query(Integer.class).single();
	}

	private void addressSince(Instant time) {
		this.jdbc.sql("UPDATE person SET address_since = :time WHERE email = 'dev@example.com'")
			.param("time", time.atOffset(ZoneOffset.UTC))
			.update();
	}

	private void login(ServerId server, String email, Instant time) {
		this.jdbc.sql("""
				INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, server_id, raw)
				VALUES (:time, :ray, 'login', :email, true, :server, '{}')""")
			.param("time", time.atOffset(ZoneOffset.UTC))
			.param("ray", UUID.randomUUID().toString())
			.param("email", email)
			.param("server", server.value())
			.update();
	}

}
