package dev.postern.fake.contract;

import java.time.Duration;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Access applications that are replaced, removed and looked up. */
class AccessAppChangesTests {

	private static final String APPS = "/accounts/{account}/access/apps";

	private static final String INVALID = "400 12130 access.api.error.invalid_request: ";

	private static final String ALLOW = """
			{"name": "Allow admin", "decision": "allow", "include": [{"email": {"email": "admin@example.com"}}]}""";

	private final SettableClock clock = new SettableClock();

	private final FakeCloudflare cloudflare = FakeCloudflare.start(this.clock);

	private final ApiClient api = ApiClient.of(this.cloudflare);

	AccessAppChangesTests() {
		this.cloudflare.addZone("example.jp");
		this.cloudflare.addZone("pending.example", "pending");
	}

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void putReplacesTheWholeApplication() {
		JsonNode before = this.api
			.post(APPS, app("db1.example.jp", ALLOW).replace("\"name\"", "\"skip_interstitial\": true, \"name\""))
			.result();
		this.clock.goOn(Duration.ofMinutes(1));

		JsonNode after = this.api
			.put(APPS + "/" + before.path("id").asString(),
					"{\"type\": \"ssh\", \"name\": \"renamed\", \"domain\": \"db1.example.jp\"}")
			.result();

		assertThat(after.path("name").asString()).isEqualTo("renamed");
		assertThat(after.has("skip_interstitial")).isFalse();
		assertThat(after.path("aud")).isEqualTo(before.path("aud"));
		assertThat(after.path("created_at").asString()).isEqualTo("2026-11-22T10:00:00Z");
		assertThat(after.path("updated_at").asString()).isEqualTo("2026-11-22T10:01:00Z");
		assertThat(this.api.put(APPS + "/" + before.path("id").asString(), "{\"name\": \"renamed\"}").problem())
			.isEqualTo(INVALID + "app type is missing or invalid");
	}

	@Test
	void whatWasReadCanBePutBackUnchanged() {
		ObjectNode app = (ObjectNode) this.api.post(APPS, app("db1.example.jp", ALLOW)).result();

		JsonNode after = this.api.put(APPS + "/" + app.path("id").asString(), app.toString()).result();

		assertThat(after.toString()).isEqualTo(app.toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ", \"policies\": null" })
	void policiesThatAreAbsentOrNullStay(String policies) {
		String id = this.api.post(APPS, app("db1.example.jp", ALLOW)).id();

		JsonNode after = this.api
			.put(APPS + "/" + id, "{\"type\": \"ssh\", \"domain\": \"db1.example.jp\"%s}".formatted(policies))
			.result();

		assertThat(after.path("policies")).hasSize(1);
	}

	@Test
	void anEmptyListOfPoliciesRemovesAll() {
		String id = this.api.post(APPS, app("db1.example.jp", ALLOW)).id();

		JsonNode after = this.api.put(APPS + "/" + id, app("db1.example.jp", "")).result();

		assertThat(after.path("policies")).isEmpty();
	}

	@Test
	void theTypeStaysUnlessTheAccountIsToldToLetItChange() {
		String id = this.api.post(APPS, app("db1.example.jp", ALLOW)).id();
		String selfHosted = app("db1.example.jp", ALLOW).replace("\"ssh\"", "\"self_hosted\"");

		assertThat(this.api.put(APPS + "/" + id, selfHosted).problem())
			.isEqualTo(INVALID + "app type can not be changed");
		this.cloudflare.behaviour().allowTypeChange();
		assertThat(this.api.put(APPS + "/" + id, selfHosted).result().path("type").asString()).isEqualTo("self_hosted");
	}

	@Test
	void aChangedDomainMustBeFree() {
		this.api.post(APPS, app("db1.example.jp", ALLOW));
		String id = this.api.post(APPS, app("db2.example.jp", ALLOW)).id();

		assertThat(this.api.put(APPS + "/" + id, app("db1.example.jp", ALLOW)).problem()).startsWith("409 11010");
	}

	@Test
	void aNewApplicationHasANewAudience() {
		JsonNode first = this.api.post(APPS, app("db1.example.jp", ALLOW)).result();
		ApiClient.Reply deleted = this.api.delete(APPS + "/" + first.path("id").asString());
		JsonNode second = this.api.post(APPS, app("db1.example.jp", ALLOW)).result();

		assertThat(deleted.status()).isEqualTo(202);
		assertThat(deleted.id()).isEqualTo(first.path("id").asString());
		assertThat(second.path("aud")).isNotEqualTo(first.path("aud"));
	}

	@Test
	void anUnknownApplicationIsSaidSo() {
		String unknown = APPS + "/00000000-0000-4000-8000-000000000000";

		for (ApiClient.Reply reply : new ApiClient.Reply[] { this.api.get(unknown), this.api.put(unknown, "{}"),
				this.api.delete(unknown), this.api.post(unknown + "/revoke_tokens", "{}"),
				this.api.get(unknown + "/policies") }) {
			assertThat(reply.problem()).isEqualTo("404 11021 access.api.error.unknown_application");
		}
	}

	@Test
	void tokensAreRevokedWithAShortAnswer() {
		String id = this.api.post(APPS, app("db1.example.jp", ALLOW)).id();

		ApiClient.Reply reply = this.api.post(APPS + "/" + id + "/revoke_tokens", "");

		assertThat(reply.status()).isEqualTo(202);
		assertThat(reply.text()).isEqualTo("{\"result\":{},\"success\":true}");
	}

	@Test
	void settingsChangeWithoutTouchingTheRest() {
		String id = this.api.post(APPS, app("db1.example.jp", ALLOW)).id();

		JsonNode after = this.api
			.patch(APPS + "/" + id + "/settings", "{\"skip_interstitial\": true, \"name\": \"no\"}")
			.result();

		assertThat(after.path("skip_interstitial").asBoolean()).isTrue();
		assertThat(after.path("name").asString()).isEqualTo("db1.example.jp");
		assertThat(after.path("policies")).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			domain=db1.example.jp&exact=true | 1
			domain=db1.example.jp            | 2
			name=db1&exact=true              | 0
			name=db1                         | 2
			search=db1                       | 2
			aud=nope                         | 0
			''                               | 3
			""")
	void filtersChoose(String query, int found) {
		for (String domain : new String[] { "db1.example.jp", "old-db1.example.jp", "wiki.example.jp" }) {
			this.api.post(APPS, app(domain, ALLOW));
		}

		assertThat(this.api.get(APPS + "?per_page=100&" + query).result()).hasSize(found);
	}

	private static String app(String domain, String policies) {
		return """
				{"type": "ssh", "name": "%1$s", "domain": "%1$s", "destinations": [{"type": "public", "uri": "%1$s"}],
				 "policies": [%2$s]}""".formatted(domain, policies);
	}

}
