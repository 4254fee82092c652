package dev.postern.servers.web;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tunnels.Tunnels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** From an empty portal to people who know how to get in. */
@CompanyTest
class ShortRoadTests {

	private static final String STAFF = ReachabilityData.policy("Staff", "allow",
			"{'email_domain':{'domain':'example.com'}}", "{'geo':{'country_code':'JP'}}", "");

	private static final String EVE = ReachabilityData.policy("Eve", "allow", "{'email':{'email':'eve@example.com'}}",
			"", "");

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private final Tunnels tunnels;

	private final JdbcClient jdbc;

	private final ReachabilityData data;

	@Autowired
	ShortRoadTests(Portal portal, FakeCloudflare cloudflare, Tunnels tunnels, JdbcClient jdbc) {
		this.portal = portal;
		this.cloudflare = cloudflare;
		this.tunnels = tunnels;
		this.jdbc = jdbc;
		this.data = new ReachabilityData(jdbc);
	}

	@BeforeEach
	void empty() {
		this.data.clear();
		this.jdbc.sql("DELETE FROM login_event").update();
		this.jdbc.sql("DELETE FROM first_steps_done").update();
	}

	@Test
	void homeLeadsToTheFirstLoginAndNeverAgain() {
		DemoAccount.empty(this.cloudflare);
		lookAgain();
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		assertThat(steps(admin)).containsSubsequence("First steps", "done", "Cloudflare accepts Postern’s API token",
				"to do", "A tunnel has a running connector", "Set up a host", "to do", "The first server is ready",
				"to do", "Somebody has logged in");

		this.cloudflare.addConnector(this.cloudflare.addTunnel("office"));
		lookAgain();
		assertThat(steps(admin)).contains("cloudflared runs", "Register a server, say who gets in");
		ServerId server = this.data.server("db1", EVE);
		assertThat(steps(admin)).contains("Cloudflare lets in whom its policies name", "Log in by SSH once");
		this.jdbc.sql("""
				INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, server_id, raw)
				VALUES (now(), 'r', 'login', 'eve@example.com', true, :server, '{}')""")
			.param("server", server.value())
			.update();
		assertThat(steps(admin)).doesNotContain("First steps");
		this.data.clear();
		this.jdbc.sql("DELETE FROM login_event").update();
		assertThat(steps(admin)).doesNotContain("First steps");
		assertThat(this.portal.as(DemoPerson.AUDITOR).get("/").body()).doesNotContain("First steps", "first steps");
	}

	@Test
	void aServerIsDuplicatedWithAllButWhatTellsItApart() {
		ServerId id = this.data.server("db1", EVE + "," + STAFF);
		this.jdbc.sql("UPDATE server SET description = 'Orders', login_user = 'ops', session_seconds = 3600").update();
		Browser admin = this.portal.as(DemoPerson.ADMIN);

		assertThat(admin.get("/servers/" + id).body()).contains("/servers/%s/duplicate".formatted(id));
		String form = admin.get("/servers/%s/duplicate".formatted(id)).body();

		assertThat(field(form, "name")).isEmpty();
		assertThat(field(form, "hostname")).isEmpty();
		assertThat(field(form, "description")).isEqualTo("Orders");
		assertThat(field(form, "loginUser")).isEqualTo("ops");
		assertThat(field(form, "sessionDuration")).isEqualTo("1h");
		assertThat(field(form, "service")).isEqualTo("ssh://10.0.0.1:22");
		assertThat(field(form, "policies[1].name")).isEqualTo("Staff");
		assertThat(form).contains("Register a server", "Filled in from db1", ">eve@example.com</textarea>", "autofocus")
			.doesNotContain("name=\"id\"", "name=\"version\"");
		assertThat(this.jdbc.sql("SELECT count(*) FROM server").query(Integer.class).single()).isOne();
		assertThat(admin.get("/servers/%s/duplicate".formatted(UUID.randomUUID())).statusCode()).isEqualTo(404);
	}

	@Test
	void untouchedRowsAreNoErrorAndHalfFilledOnesAreNamed() {
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		Map<String, String> fields = new HashMap<>();
		fields.put("policies[0].name", "Policy 1");
		fields.put("policies[0].include[0].kind", "email");
		fields.put("policies[1].name", "Policy 2");
		fields.put("policies[1].include[0].kind", "email");
		fields.put("policies[1].include[0].values", "eve@example.com");
		fields.put("policies[1].include[1].kind", "email_domain");
		String untouched = admin.postFrom("/servers/new", "/servers/form", fields).body();
		fields.put("policies[1].require[0].kind", "geo");
		fields.put("policies[1].exclude[0].kind", "okta");
		fields.put("policies[1].exclude[0].values", "leavers");
		String half = admin.postFrom("/servers/new", "/servers/form", fields).body();

		assertThat(untouched).contains("href=\"#name\"").doesNotContain("href=\"#policies");
		assertThat(untouched).contains("Lets in eve@example.com.");
		assertThat(half).contains("href=\"#policies[1].require[0].values\"",
				"href=\"#policies[1].exclude[0].provider\"");
	}

	@Test
	void thoseWhoGetInCanBeToldHow() {
		this.data.person("kenji@example.com", "Kenji");
		ServerId id = this.data.server("db1", EVE + "," + STAFF);
		this.jdbc.sql("UPDATE server SET description = 'Orders'").update();
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		String path = "/servers/%s/tell".formatted(id);

		assertThat(admin.get("/servers/" + id).body()).contains(path);
		String page = HtmlUtils.htmlUnescape(admin.get(path).body());
		assertThat(page).containsSubsequence("For all", "You can log in to db1 by SSH now.", "What it is: Orders",
				this.portal.address() + "/connect", "Then run: ssh db1",
				"whoever else is at example.com, only from Japan", "eve@example.com", "Sign in with eve@example.com.",
				"kenji@example.com", "It lets you in only from Japan.");
		assertThat(this.portal.as(DemoPerson.AUDITOR).get(path).statusCode()).isEqualTo(403);

		this.jdbc.sql("UPDATE server SET phase = 'HELD'").update();
		assertThat(admin.get(path).body()).contains("nobody can be told yet").doesNotContain("ssh db1");
		assertThat(admin.get("/servers/" + id).body()).doesNotContain(path);
	}

	@Test
	void theTextTellsNobodyWhomElseTheRulesMean_I13() {
		ServerId id = this.data.server("db1",
				ReachabilityData.policy("Staff", "allow", "{'email':{'email':'eve@example.com'}}", "",
						"{'okta':{'name':'Suspected leavers','identity_provider_id':'%s'}}".formatted(new UUID(5, 5))));
		String page = HtmlUtils
			.htmlUnescape(this.portal.as(DemoPerson.ADMIN).get("/servers/%s/tell".formatted(id)).body());

		assertThat(page)
			.contains("It lets you in only where another condition holds.",
					"For some people it lets them in on conditions")
			.doesNotContain("leavers");
	}

	@Test
	void manyWhoGetInAreToldOfInParts() {
		for (int i = 0; i < 45; i++) {
			this.data.person("p%02d@example.com".formatted(i), "P");
		}
		ServerId id = this.data.server("db1", STAFF);
		HttpResponse<String> page = this.portal.as(DemoPerson.ADMIN).get("/servers/%s/tell".formatted(id));

		assertThat(page.body().split("tell-text", -1)).hasSize(22);
		assertThat(page.body()).contains("rel=\"next\"").hasSizeLessThan(60 * 1024);
	}

	/**
	 * What Cloudflare says by now is looked at, as it is on a page some seconds later.
	 */
	private void lookAgain() {
		this.tunnels.find(new TunnelId(UUID.randomUUID()));
	}

	private static String steps(Browser admin) {
		return HtmlUtils.htmlUnescape(admin.get("/").body()).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
	}

	private static String field(String form, String name) {
		String input = Pattern.compile("<input[^>]*name=\"%s\"[^>]*>".formatted(Pattern.quote(name)))
			.matcher(form)
			.results()
			.findFirst()
			.orElseThrow()
			.group();
		return input.replaceFirst("(?s).*value=\"([^\"]*)\".*", "$1");
	}

}
