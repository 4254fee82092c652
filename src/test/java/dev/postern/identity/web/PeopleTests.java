package dev.postern.identity.web;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.kernel.Cursor;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
class PeopleTests {

	private final Portal portal;

	private final JdbcClient database;

	@Autowired
	PeopleTests(Portal portal, JdbcClient database) {
		this.portal = portal;
		this.database = database;
	}

	@Test
	void lockedPersonIsOutAtTheNextRequestByEveryWayI10() {
		DemoPerson leaver = new DemoPerson("leaver@example.com", "Lea Leaver", List.of(), true);
		DemoIdentityProvider.shared().add(leaver);
		Browser browser = this.portal.as(leaver);
		Browser program = this.portal.api(leaver);
		assertThat(browser.get("/tokens").statusCode()).isEqualTo(200);
		assertThat(program.get("/api/v1/me/servers").statusCode()).isEqualTo(200);
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		String id = idOf(leaver);

		assertThat(admin.get("/people/" + id + "/lock").body()).contains("Lea Leaver", "Nothing changes at Cloudflare");
		admin.postFrom("/people", "/people/" + id + "/lock", Map.of());

		HttpResponse<String> next = browser.get("/tokens");
		assertThat(next.statusCode()).isEqualTo(302);
		assertThat(next.headers().firstValue("Location").orElse("")).endsWith("/login");
		assertThat(program.get("/api/v1/me/servers").statusCode()).isEqualTo(401);
		assertThat(this.portal.anonymous().signIn(leaver).body()).contains("has locked your account");

		admin.postFrom("/people", "/people/" + id + "/unlock", Map.of());
		assertThat(this.portal.as(leaver).get("/tokens").statusCode()).isEqualTo(200);
		assertThat(recorded(leaver)).containsExactly("person.joined", "person.locked", "person.unlocked");
	}

	@Test
	void nobodyLocksOutThemselves() {
		Browser admin = this.portal.as(DemoPerson.ADMIN);

		HttpResponse<String> answer = admin.postFrom("/people", "/people/" + idOf(DemoPerson.ADMIN) + "/lock",
				Map.of());

		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.body()).contains("lock yourself out");
		assertThat(admin.get("/people").statusCode()).isEqualTo(200);
	}

	@Test
	void listIsSearchedAndCutIntoParts() {
		this.database
			.sql("""
					INSERT INTO person (id, email, name, roles, groups, first_login_at, last_login_at, version)
					SELECT gen_random_uuid(), 'many' || lpad(n::text, 3, '0') || '@example.org', 'Many ' || n, '{DEVELOPER}', '{}',
					       now(), now(), 0
					FROM generate_series(1, 120) n ON CONFLICT DO NOTHING""")
			.update();
		Browser admin = this.portal.as(DemoPerson.ADMIN);

		String first = admin.get("/people?q=MANY").body();
		assertThat(first).contains("many001@example.org", "many050@example.org", ">Next<")
			.doesNotContain("many051@example.org", ">Previous<");
		String fiftieth = Cursor.after("email", "=many050@example.org", "many050@example.org");
		String hundredth = Cursor.after("email", "=many100@example.org", "many100@example.org");
		String second = admin.get("/people?q=MANY&cursor=%s&from=".formatted(fiftieth)).body();
		assertThat(second).contains("many051@example.org", ">Previous<", ">Next<", "q=MANY&amp;cursor=" + hundredth)
			.doesNotContain("many050@example.org<");
		String last = admin.get("/people?q=MANY&cursor=%s&from=&from=%s".formatted(hundredth, fiftieth)).body();
		assertThat(last).contains("many120@example.org", "href=\"?q=MANY&amp;cursor=%s&amp;from=\"".formatted(fiftieth))
			.doesNotContain(">Next<");
		assertThat(admin.get("/people?q=100%25").body()).contains("Nobody fits");
		assertThat(first).contains("120 people fit", "href=\"?q=MANY&amp;sort=name\"");
		assertThat(first.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(60 * 1024);
		System.out.println("/people weighs " + first.getBytes(StandardCharsets.UTF_8).length);
	}

	@ParameterizedTest
	@ValueSource(strings = { "email", "-email", "name", "-name", "firstLogin", "-lastLogin", "lastLogin" })
	void eachOrderShowsEachPersonOnceOverAllParts(String sort) {
		this.database.sql("""
				INSERT INTO person (id, email, name, roles, groups, first_login_at, last_login_at, version)
				SELECT gen_random_uuid(), 'sorted' || lpad(n::text, 3, '0') || '@example.org', 'Sorted ' || n % 7,
				       '{DEVELOPER}', '{}', now(), CASE WHEN n % 3 > 0 THEN date_trunc('day', now()) END, 0
				FROM generate_series(1, 120) n ON CONFLICT DO NOTHING""").update();
		Browser admin = this.portal.as(DemoPerson.ADMIN);

		List<String> walked = new ArrayList<>();
		String address = "?q=sorted&sort=" + sort;
		for (boolean more = true; more;) {
			String page = admin.get("/people" + address).body();
			Pattern.compile(">(sorted\\d+)@").matcher(page).results().forEach((row) -> walked.add(row.group(1)));
			Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(page);
			more = next.find();
			address = more ? HtmlUtils.htmlUnescape(next.group(1)) : "";
		}
		assertThat(walked).hasSize(120).doesNotHaveDuplicates();
		assertThat(admin.get("/people?sort=size").statusCode()).isEqualTo(422);
	}

	@Test
	void nameFromTheProviderIsShownAsTextI15() {
		DemoPerson hostile = new DemoPerson("hostile@example.com", "<script>alert(1)</script>", List.of("<b>g</b>"),
				true);
		DemoIdentityProvider.shared().add(hostile);
		this.portal.as(hostile);

		assertThat(this.portal.as(DemoPerson.ADMIN).get("/people?q=hostile").body()).contains("&lt;script&gt;")
			.doesNotContain("<script>alert", "<b>g</b>");
	}

	@Test
	void idThatIsNoneIsNotFoundOrUnreadable() {
		Browser admin = this.portal.as(DemoPerson.ADMIN);

		assertThat(admin.get("/people/" + UUID.randomUUID() + "/lock").statusCode()).isEqualTo(404);
		assertThat(admin.get("/people/nonsense/lock").statusCode()).isEqualTo(400);
	}

	private List<@Nullable String> recorded(DemoPerson person) {
		return this.database
			.sql("SELECT action FROM audit_event WHERE subject_kind = 'person' AND subject_name = ? "
					+ "AND action <> 'person.signed-in' ORDER BY id")
			.param(person.email())
			.query(String.class)
			.list();
	}

	private String idOf(DemoPerson person) {
		return this.database.sql("SELECT id::text FROM person WHERE email = ?")
			.param(person.email())
			.query(String.class)
			.single();
	}

}
