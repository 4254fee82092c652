package dev.postern.fake.contract;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Access applications. */
class AccessAppsTests {

	private static final String APPS = "/accounts/{account}/access/apps";

	private static final String INVALID = "400 12130 access.api.error.invalid_request: ";

	private static final String ALLOW = """
			{"name": "Allow admin", "decision": "allow", "include": [{"email": {"email": "admin@example.com"}}]}""";

	private final SettableClock clock = new SettableClock();

	private final FakeCloudflare cloudflare = FakeCloudflare.start(this.clock);

	private final ApiClient api = ApiClient.of(this.cloudflare);

	AccessAppsTests() {
		this.cloudflare.addZone("example.jp");
		this.cloudflare.addZone("pending.example", "pending");
	}

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void anApplicationIsMadeWithItsPoliciesInOneCall() {
		ApiClient.Reply created = this.api.post(APPS, app("db1.example.jp", ALLOW));

		JsonNode app = created.result();
		assertThat(created.status()).isEqualTo(201);
		assertThat(app.path("uid").asString()).isEqualTo(created.id());
		assertThat(app.path("aud").asString()).matches("[0-9a-f]{64}");
		assertThat(app.path("created_at").asString()).isEqualTo("2026-11-22T10:00:00Z");
		assertThat(app.path("self_hosted_domains").path(0).asString()).isEqualTo("db1.example.jp");
		assertThat(app.path("policies")).hasSize(1);
		JsonNode policy = app.path("policies").path(0);
		assertThat(policy.path("precedence").asInt()).isEqualTo(1);
		assertThat(policy.path("reusable").asBoolean()).isFalse();
		assertThat(policy.path("session_duration").asString()).isEqualTo("24h");
		assertThat(policy.path("require")).isEmpty();
		assertThat(this.api.get(APPS + "/" + created.id()).result()).isEqualTo(app);
	}

	@Test
	void whatIsLeftOutGetsItsDefault() {
		JsonNode app = this.api.post(APPS, "{\"type\": \"ssh\", \"name\": \"db1\", \"domain\": \"DB1.example.jp\"}")
			.result();

		assertThat(app.path("domain").asString()).isEqualTo("db1.example.jp");
		assertThat(app.path("session_duration").asString()).isEqualTo("24h");
		assertThat(app.path("app_launcher_visible").asBoolean()).isTrue();
		assertThat(app.path("enable_binding_cookie").asBoolean()).isFalse();
		assertThat(app.path("destinations").toString()).isEqualTo("[{\"type\":\"public\",\"uri\":\"db1.example.jp\"}]");
		assertThat(app.path("allowed_idps")).isEmpty();
		assertThat(app.path("tags")).isEmpty();
		assertThat(app.path("policies")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{}                                                                  | app type is missing or invalid
					{"type": "sftp", "domain": "a.example.jp"}                          | app type is missing or invalid
					{"type": "ssh"}                                                     | domain does not belong to zone
					{"type": "ssh", "domain": "a.example.org"}                          | domain does not belong to zone
					{"type": "ssh", "domain": "a.pending.example"}                      | domain does not belong to zone
					{"type": "ssh", "domain": "a.example.jp", "destinations": [{"type": "public", "uri": "b.example.jp"}]} | domain not included in destinations
					{"type": "ssh", "domain": "a.example.jp", "self_hosted_domains": ["b.example.jp"]} | domain not included in self_hosted_domains
					{"type": "ssh", "domain": "a.example.jp/x"}                         | domain can not have a path for applications of type ssh
					{"type": "ssh", "domain": "a.example.jp", "tags": ["nope"]}         | tags contain a tag that does not exist
					{"type": "ssh", "domain": "a.example.jp", "session_duration": "one day"} | invalid session_duration
					{"type": "ssh", "domain": "a.example.jp", "session_duration": "731h"} | invalid session_duration
					{"type": "ssh", "domain": "a.example.jp", "allow_authenticate_via_warp": true} | allow_authenticate_via_warp cannot be set until the organization WARP session duration is set
					{"type": "ssh", "domain": "a.example.jp", "auto_redirect_to_identity": true} | auto_redirect_to_identity needs exactly one of allowed_idps
					{"type": "ssh", "domain": "a.example.jp", "allowed_idps": ["x"]}    | allowed_idps contain an identity provider that does not exist
					{"type": "ssh", "domain": "%63.example.jp"}                         | domain is too long
					{"type": "ssh", "domain": "a.example.jp", "name": "%351"}           | name is too long
					""")
	void aBadApplicationIsRefused(String body, String detail) {
		String filled = body.replace("%63", "a".repeat(53)).replace("%351", "n".repeat(351));

		assertThat(this.api.post(APPS, filled).problem()).isEqualTo(INVALID + detail);
		assertThat(this.cloudflare.state().apps()).isEmpty();
	}

	@Test
	void aDomainOfSixtyThreeCharactersFits() {
		assertThat(this.api.post(APPS, app("a".repeat(52) + ".example.jp", ALLOW)).status()).isEqualTo(201);
	}

	@Test
	void oneApplicationHasAtMostFiveDestinations() {
		StringBuilder destinations = new StringBuilder("{\"type\": \"public\", \"uri\": \"a.example.jp\"}");
		for (int i = 0; i < 5; i++) {
			destinations.append(", {\"type\": \"public\", \"uri\": \"h%d.example.jp\"}".formatted(i));
		}

		assertThat(
				this.api
					.post(APPS,
							"{\"type\": \"ssh\", \"domain\": \"a.example.jp\", \"destinations\": [%s]}"
								.formatted(destinations))
					.problem())
			.isEqualTo(INVALID + "too many destinations, the limit is 5");
	}

	@Test
	void aDomainBelongsToOneApplication() {
		this.api.post(APPS, app("db1.example.jp", ALLOW));

		assertThat(this.api.post(APPS, app("db1.example.jp", ALLOW)).problem())
			.isEqualTo("409 11010 access.api.error.application_already_exists");
		assertThat(this.api
			.post(APPS,
					"""
							{"type": "ssh", "domain": "db2.example.jp", "destinations": [{"type": "public", "uri": "db2.example.jp"},
							 {"type": "public", "uri": "db1.example.jp"}]}""")
			.problem()).isEqualTo("409 12132 access.api.error.conflict: destination belongs to another application");
	}

	@Test
	void tagsComeBackSorted() {
		this.cloudflare.asSomebodyElse().addTag("postern");
		this.cloudflare.asSomebodyElse().addTag("base");

		JsonNode app = this.api
			.post(APPS, "{\"type\": \"ssh\", \"domain\": \"a.example.jp\", \"tags\": [\"postern\", \"base\"]}")
			.result();

		assertThat(app.path("tags").toString()).isEqualTo("[\"base\",\"postern\"]");
		assertThat(this.api.get("/accounts/{account}/access/tags/postern").result().path("app_count").asInt())
			.isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bypass", "non_identity" })
	void browserRenderedApplicationsKnowOnlyAllowAndBlock(String decision) {
		String policy = ALLOW.replace("\"allow\"", "\"%s\"".formatted(decision));

		assertThat(this.api.post(APPS, app("a.example.jp", policy)).problem())
			.isEqualTo(INVALID + "policy decision is not supported for applications of type ssh");
		assertThat(this.api.post(APPS, app("a.example.jp", policy).replace("\"ssh\"", "\"self_hosted\"")).status())
			.isEqualTo(201);
	}

	@Test
	void theAccountHoldsFiveHundredApplications() {
		for (int i = 0; i < 500; i++) {
			this.cloudflare.asSomebodyElse().addApp("h%d.example.jp".formatted(i), "a@example.com");
		}

		assertThat(this.api.post(APPS, app("one-more.example.jp", ALLOW)).problem())
			.isEqualTo(INVALID + "the limit of 500 applications is reached");
	}

	private static String app(String domain, String policies) {
		return """
				{"type": "ssh", "name": "%1$s", "domain": "%1$s", "destinations": [{"type": "public", "uri": "%1$s"}],
				 "policies": [%2$s]}""".formatted(domain, policies);
	}

}
