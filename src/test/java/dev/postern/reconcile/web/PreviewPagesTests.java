package dev.postern.reconcile.web;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerSpec;
import dev.postern.servers.Servers;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreviewPagesTests {

	private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&{0}";

	private static final Pattern HIDDEN = Pattern
		.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

	private final Portal portal;

	private final ServersFixture town;

	private Browser admin;

	@Autowired
	PreviewPagesTests(Portal portal, FakeCloudflare cloudflare, Servers servers) {
		this.portal = portal;
		this.town = new ServersFixture(cloudflare, servers);
	}

	@BeforeAll
	void signIn() {
		this.admin = this.portal.as(DemoPerson.ADMIN);
	}

	@AfterEach
	void mend() {
		this.town.cloudflare().faults().clear();
	}

	@Test
	void showsThePlanAndThenDoesExactlyThat() {
		Map<String, String> form = form("shown");

		HttpResponse<String> preview = post("/servers/preview", form);
		HttpResponse<String> confirmed = this.admin.post("/servers/confirm", hidden(preview));

		assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
		assertThat(preview.body())
			.contains("Register server", "Back to the form", "Access application", "ingress rule", "DNS record",
					"Lets in admin@example.com.", "curl -X POST", "</html>")
			.doesNotContain("??");
		assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(303);
		this.town.awaitPhase(opened(confirmed), Phase.READY);
	}

	@Test
	void storesNothingBeforeSomebodyConfirms() {
		Map<String, String> form = form("looked-at");
		this.town.cloudflare().journal().clear();

		post("/servers/preview", form);

		assertThat(this.town.cloudflare().journal().writes()).isEmpty();
		assertThat(this.town.servers().all()).noneMatch((server) -> server.spec().name().equals(form.get("name")));
	}

	@Test
	void showsTheNewPlanWhenAnotherWouldComeOfItByNow() {
		Map<String, String> form = form("raced");
		HttpResponse<String> seen = post("/servers/preview", form);
		this.town.cloudflare()
			.asSomebodyElse()
			.addDnsRecord("""
					{"type": "A", "name": "%s", "content": "192.0.2.1", "proxied": true}"""
				.formatted(form.get("hostname")));

		HttpResponse<String> changed = this.admin.post("/servers/confirm", hidden(seen));
		HttpResponse<String> confirmed = this.admin.post("/servers/confirm", hidden(changed));

		assertThat(changed.statusCode()).isEqualTo(409);
		assertThat(changed.body()).contains("look at them again", "Another DNS record stands at", "A 192.0.2.1");
		assertThat(confirmed.statusCode()).isEqualTo(303);
		this.town.awaitPhase(opened(confirmed), Phase.HELD);
	}

	@Test
	void sendsBadInputBackToTheFormWithAllThatIsWrong() {
		Map<String, String> form = form("bad");
		form.put("name", "not a name");
		form.put("service", "http://x/");

		HttpResponse<String> refused = post("/servers/preview", form);

		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("not a name cannot be the name of a server", "does not start with ssh://",
				"value=\"not a name\"");
	}

	@Test
	void letsPeopleGoOnWithoutAPreviewWhenCloudflareCannotBeReached() {
		Map<String, String> form = form("unseen");
		this.town.cloudflare().faults().on(Calls.LIST_APPS).always().status(503);

		HttpResponse<String> unseen = post("/servers/preview", form);
		HttpResponse<String> confirmed = this.admin.post("/servers/confirm", hidden(unseen));

		assertThat(unseen.statusCode()).isEqualTo(503);
		assertThat(unseen.body()).contains("Cloudflare does not answer", "Nothing was changed",
				"Register anyway, without preview", "Try again", "Back to the form");
		assertThat(confirmed.statusCode()).isEqualTo(303);
		this.town.cloudflare().faults().clear();
		this.town.awaitPhase(opened(confirmed), Phase.READY);
	}

	@Test
	void previewsAnEditAndTellsWhoWasQuicker() {
		Server server = this.town.settled(this.town.draft("edited"));
		Map<String, String> form = form("edited");
		form.putAll(Map.of("id", server.id().toString(), "version", String.valueOf(server.version()), "name",
				server.spec().name(), "hostname", server.spec().hostname().value(), "service", "ssh://10.0.0.9:22"));

		HttpResponse<String> preview = post("/servers/preview", form);
		HttpResponse<String> confirmed = this.admin.post("/servers/confirm", hidden(preview));
		HttpResponse<String> late = post("/servers/preview", form);
		HttpResponse<String> later = this.admin.post("/servers/confirm", hidden(preview));

		assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
		assertThat(preview.body()).contains("Save changes", "ssh://host.docker.internal:22", "ssh://10.0.0.9:22", "~");
		assertThat(confirmed.statusCode()).isEqualTo(303);
		assertThat(opened(confirmed)).isEqualTo(server.id());
		for (HttpResponse<String> stale : List.of(late, later)) {
			assertThat(stale.statusCode()).isEqualTo(409);
			assertThat(stale.body()).contains("</html>");
		}
	}

	@Test
	void saysThatOnlyThePortalKeepsWhatCloudflareDoesNot() {
		Server server = this.town.settled(this.town.draft("described"));
		Map<String, String> form = form("described");
		form.putAll(Map.of("id", server.id().toString(), "version", String.valueOf(server.version()), "name",
				server.spec().name(), "hostname", server.spec().hostname().value(), "description", "another"));
		form.put("policies[0].name", server.spec().policies().getFirst().name());

		assertThat(post("/servers/preview", form).body())
			.contains("Nothing would change at Cloudflare.", "In the portal", "another",
					"It stands on the pages of the portal only.", "Save changes")
			.doesNotContain("Nothing was changed");
	}

	@Test
	void showsWhatOnlyThePortalKeepsWithWhatFollows() {
		this.portal.as(DemoPerson.ADMIN);
		Server server = this.town.settled(this.town.draft("kept"));
		Map<String, String> form = edited(server);
		form.put("loginUser", "deploy");

		String preview = post("/servers/preview", form).body();

		assertThat(preview).contains("In the portal", "Login user", server.spec().loginUser(), "deploy")
			.containsPattern("It stands in the ssh config of (1 person|\\d+ people)\\.");
		this.portal.as(DemoPerson.DEVELOPER);
		form.put("policies[0].include[0].values", "nobody@elsewhere.example");
		assertThat(post("/servers/preview", form).body()).contains("it stands in no ssh config yet.");
	}

	@Test
	void saysThatNothingWasChangedWhenNothingWas() {
		Server server = this.town.settled(this.town.draft("same"));

		String preview = post("/servers/preview", edited(server)).body();

		assertThat(preview).contains("Nothing was changed.", "Back to the server").doesNotContain("Save changes");
	}

	@Test
	void aConflictComesFirstWithTheWayOutAsTheButton() {
		Map<String, String> form = form("taken");
		this.town.cloudflare()
			.asSomebodyElse()
			.addDnsRecord("""
					{"type": "A", "name": "%s", "content": "192.0.2.1", "proxied": true}"""
				.formatted(form.get("hostname")));

		HttpResponse<String> preview = post("/servers/preview", form);
		Map<String, String> back = hidden(preview);
		back.put("action", "edit:hostname");
		String again = this.admin.post("/servers/form", back).body();

		assertThat(preview.body())
			.containsSubsequence("Something is in the way.", "Another DNS record stands at", "Choose another hostname",
					"Register anyway, to be held until this is resolved")
			.containsPattern("class=\"btn btn-primary\"[^>]*>Choose another hostname")
			.doesNotContain(">Register server</button>");
		assertThat(preview.body().split("btn btn-primary", -1)).hasSize(2);
		assertThat(again).containsPattern("id=\"hostname\"[^>]*autofocus|autofocus[^>]*id=\"hostname\"")
			.contains("value=\"%s\"".formatted(form.get("hostname")));
	}

	@Test
	void saysThatNobodyCanConnectThroughATunnelWithoutAConnector() {
		TunnelId idle = this.town.cloudflare().addTunnel("idle-" + UUID.randomUUID());
		Map<String, String> form = form("idle");
		form.put("tunnelId", idle.toString());

		String preview = post("/servers/preview", form).body();

		assertThat(preview)
			.contains("No connector of this tunnel has ever run, so nobody can connect until one does.",
					"href=\"/tunnels/" + idle)
			.contains("Register server")
			.doesNotContain("to be held");
		assertThat(preview).as("what the last rule of an empty tunnel is for")
			.contains("Cloudflare requires a last rule for all names", "every other name");
		assertThat(post("/servers/preview", form("busy")).body()).doesNotContain("without a last rule",
				"nobody can connect");
	}

	@Test
	void losesNothingOnTheWayBackAndEscapesAll() {
		Map<String, String> form = form("hostile");
		form.put("description", HOSTILE);
		form.put("policies[0].name", HOSTILE);
		form.putAll(Map.of("policies[0].include[1].kind", "saml", "policies[0].include[1].provider",
				"f174e90a-fafe-4643-bbbc-4a0ed4fc8415", "policies[0].include[1].name", HOSTILE,
				"policies[0].include[1].values", HOSTILE, "policies[0].terms.sessionDuration", "8h",
				"policies[0].terms.reasonRequired", "true", "policies[0].terms.reasonPrompt", HOSTILE,
				"policies[0].terms.approvalRequired", "true"));
		form.putAll(Map.of("policies[0].terms.approvers[0].needed", "1", "policies[0].terms.approvers[0].addresses",
				"boss@example.com", "policies[0].terms.approvers[0].list", "aa0a4aab-672b-4bdb-bc33-a59f1130a11f",
				"policies[0].terms.authenticators", "totp", "policies[0].terms.mfaDisabled", "true",
				"policies[0].terms.mfaDuration", "30m", "policies[0].terms.isolationRequired", "true",
				"policies[0].more", "{\"new\":[1]}"));

		HttpResponse<String> preview = post("/servers/preview", form);
		Map<String, String> back = hidden(preview);
		back.put("action", "edit");
		HttpResponse<String> again = this.admin.post("/servers/form", back);

		assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
		assertThat(preview.body()).doesNotContain("<img src=x");
		assertThat(again.statusCode()).isEqualTo(200);
		assertThat(again.body()).doesNotContain("<img src=x").contains("&lt;img src=x onerror=alert(1)&gt;");
		form.forEach((field, value) -> assertThat(back).containsEntry(field, value));
	}

	@Test
	void asksForAYesToEachRiskAndKeepsItInTheAudit() {
		Map<String, String> form = form("open", "ip");
		form.put("policies[0].terms.reasonRequired", "true");

		HttpResponse<String> preview = post("/servers/preview", form);
		Map<String, String> confirm = hidden(preview);
		HttpResponse<String> without = this.admin.post("/servers/confirm", confirm);
		confirm.put("acknowledged", "place-only@1");
		HttpResponse<String> half = this.admin.post("/servers/confirm", confirm);
		confirm.put("acknowledged", "place-only@1,approval-on-ssh@1");
		HttpResponse<String> confirmed = this.admin.post("/servers/confirm", confirm);

		assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
		assertThat(preview.body())
			.contains("name=\"acknowledged\" value=\"place-only@1\"", "The only condition is where people come from",
					"Name people", "value=\"approval-on-ssh@1\"")
			.doesNotContain("Nothing was stored, because");
		assertThat(without.statusCode()).isEqualTo(422);
		assertThat(without.body()).contains("Nothing was stored, because", "name=\"acknowledged\"");
		assertThat(half.statusCode()).isEqualTo(422);
		assertThat(half.body()).contains("value=\"place-only@1\" checked=\"checked\"")
			.doesNotContain("value=\"approval-on-ssh@1\" checked");
		assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(303);
		Matcher entry = Pattern.compile("/audit/entries/\\d+")
			.matcher(this.admin.get("/audit?subject=" + form.get("name")).body());
		assertThat(entry.find()).isTrue();
		assertThat(this.admin.get(entry.group()).body()).contains("acknowledgedWarnings[0]",
				"place-only@1: The only condition", DemoPerson.ADMIN.email());
	}

	@Test
	void asksForAYesEvenWithoutAPreview() {
		Map<String, String> form = form("open-unseen", "ip");
		this.town.cloudflare().faults().on(Calls.LIST_APPS).always().status(503);

		HttpResponse<String> unseen = post("/servers/preview", form);
		Map<String, String> confirm = hidden(unseen);
		HttpResponse<String> without = this.admin.post("/servers/confirm", confirm);
		confirm.put("acknowledged", "place-only@1");
		HttpResponse<String> confirmed = this.admin.post("/servers/confirm", confirm);
		HttpResponse<String> past = post("/servers", form("open-past", "ip"));

		assertThat(unseen.statusCode()).isEqualTo(503);
		assertThat(unseen.body()).contains("name=\"acknowledged\" value=\"place-only@1\"");
		assertThat(without.statusCode()).isEqualTo(503);
		assertThat(without.body()).contains("Nothing was stored, because");
		assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(303);
		assertThat(past.statusCode()).isEqualTo(503);
		assertThat(this.town.servers().all()).noneMatch((server) -> server.spec().name().startsWith("open-past"));
	}

	@Test
	void sendsPoliciesThatCannotBeMeantBackToTheForm() {
		Map<String, String> form = form("never");
		form.put("policies[0].decision", "non_identity");
		form.put("policies[1].name", "Staff");
		form.put("policies[1].include[0].kind", "email");
		form.put("policies[1].include[0].values", "admin@example.com");

		HttpResponse<String> refused = post("/servers/preview", form);

		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("href=\"#policies[0]\"", "Choose the type self_hosted for this server");
	}

	@Test
	void letsOnlyAdministratorsPreview() {
		for (DemoPerson person : List.of(DemoPerson.DEVELOPER, DemoPerson.AUDITOR)) {
			Browser browser = this.portal.as(person);
			assertThat(browser.postFrom("/connect", "/servers/preview", form("no")).statusCode()).isEqualTo(403);
			assertThat(browser.postFrom("/connect", "/servers/confirm", form("no")).statusCode()).isEqualTo(403);
		}
		assertThat(this.admin.post("/servers/confirm", form("forged")).statusCode()).isEqualTo(403);
	}

	private HttpResponse<String> post(String path, Map<String, String> form) {
		return this.admin.postFrom("/servers/new", path, form);
	}

	private Map<String, String> form(String name) {
		String unique = name + "-" + UUID.randomUUID().toString().substring(0, 8);
		Map<String, String> form = new LinkedHashMap<>();
		form.put("name", unique);
		form.put("hostname", unique + ".example.jp");
		form.put("tunnelId", this.town.tunnel().toString());
		form.put("service", "ssh://host.docker.internal:22");
		form.put("loginUser", "myuser");
		form.put("applicationType", "ssh");
		form.put("sessionDuration", "24h");
		form.put("description", "orders database");
		form.put("policies[0].name", "Allow admin");
		form.put("policies[0].decision", "allow");
		form.put("policies[0].include[0].kind", "email");
		form.put("policies[0].include[0].values", "admin@example.com");
		return form;
	}

	/** The form of a server as it stands. */
	private Map<String, String> edited(Server server) {
		ServerSpec spec = server.spec();
		Map<String, String> form = form("edited");
		form.putAll(
				Map.of("id", server.id().toString(), "version", String.valueOf(server.version()), "name", spec.name(),
						"hostname", spec.hostname().value(), "service", spec.service(), "loginUser", spec.loginUser(),
						"description", spec.description(), "policies[0].name", spec.policies().getFirst().name()));
		return form;
	}

	private Map<String, String> form(String name, String kind) {
		Map<String, String> form = form(name);
		form.put("policies[0].include[0].kind", kind);
		form.put("policies[0].include[0].values", "203.0.113.0/24");
		return form;
	}

	/** The fields that the last form of a page carries on, its token included. */
	private static Map<String, String> hidden(HttpResponse<String> page) {
		Map<String, String> fields = new LinkedHashMap<>();
		Matcher hidden = HIDDEN.matcher(page.body());
		while (hidden.find()) {
			fields.put(HtmlUtils.htmlUnescape(hidden.group(1)), HtmlUtils.htmlUnescape(hidden.group(2)));
		}
		return fields;
	}

	private static ServerId opened(HttpResponse<String> redirect) {
		String location = redirect.headers().firstValue("Location").orElseThrow();
		return ServerId.of(location.substring(location.lastIndexOf('/') + 1));
	}

}
