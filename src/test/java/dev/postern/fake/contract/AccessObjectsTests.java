package dev.postern.fake.contract;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tags, groups, login methods, the organization, service tokens.
 */
class AccessObjectsTests {

	private static final String ACCESS = "/accounts/{account}/access";

	private static final String NOT_FOUND = "404 12135 access.api.error.not_found";

	private static final String GROUP = """
			{"name": "engineers", "include": [{"email_domain": {"domain": "example.com"}}]}""";

	private final SettableClock clock = new SettableClock();

	private final FakeCloudflare cloudflare = FakeCloudflare.start(this.clock);

	private final ApiClient api = ApiClient.of(this.cloudflare);

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void aTagIsMadeOnce() {
		assertThat(this.api.post(ACCESS + "/tags", "{\"name\": \"postern\"}").status()).isEqualTo(201);
		assertThat(this.api.post(ACCESS + "/tags", "{\"name\": \"postern\"}").problem())
			.isEqualTo("409 12132 access.api.error.conflict: tag already exists");
		assertThat(this.api.post(ACCESS + "/tags", "\"postern\"").status()).isEqualTo(400);
		assertThat(this.api.get(ACCESS + "/tags?per_page=100").result()).hasSize(1);
	}

	@Test
	void aTagInUseStays() {
		this.cloudflare.addZone("example.jp");
		this.cloudflare.asSomebodyElse().addTag("postern");
		this.cloudflare.asSomebodyElse()
			.addApp("{\"type\": \"ssh\", \"domain\": \"a.example.jp\", \"tags\": [\"postern\"]}");

		assertThat(this.api.delete(ACCESS + "/tags/postern").problem()).startsWith("409 12132");
		assertThat(this.api.put(ACCESS + "/tags/postern", "{\"name\": \"other\"}").problem()).startsWith("409 12132");
	}

	@Test
	void aTagIsRenamedAndRemoved() {
		this.cloudflare.asSomebodyElse().addTag("a b");

		assertThat(this.api.put(ACCESS + "/tags/a%20b", "{\"name\": \"c\"}").status()).isEqualTo(200);
		assertThat(this.api.delete(ACCESS + "/tags/c").status()).isEqualTo(202);
		assertThat(this.api.get(ACCESS + "/tags/c").problem()).isEqualTo(NOT_FOUND);
	}

	@Test
	void aGroupIsMadeReplacedAndFound() {
		ApiClient.Reply created = this.api.post(ACCESS + "/groups", GROUP);

		assertThat(created.status()).isEqualTo(201);
		assertThat(created.result().path("uid").asString()).isEqualTo(created.id());
		assertThat(created.result().path("is_default").isArray()).isTrue();
		assertThat(this.api.put(ACCESS + "/groups/" + created.id(), GROUP.replace("engineers", "people"))
			.result()
			.path("name")
			.asString()).isEqualTo("people");
		assertThat(this.api.get(ACCESS + "/groups?name=people").result()).hasSize(1);
		assertThat(this.api.get(ACCESS + "/groups?search=PEO").result()).hasSize(1);
		assertThat(this.api.get(ACCESS + "/groups?name=engineers").result()).isEmpty();
		assertThat(this.api.post(ACCESS + "/groups", "{\"name\": \"empty\"}").status()).isEqualTo(400);
	}

	@Test
	void aGroupInUseStays() {
		String group = this.api.post(ACCESS + "/groups", GROUP).id();
		String policy = this.cloudflare.asSomebodyElse()
			.addPolicy("{\"name\": \"p\", \"decision\": \"allow\", \"include\": [{\"group\": {\"id\": \"%s\"}}]}"
				.formatted(group));

		assertThat(this.api.delete(ACCESS + "/groups/" + group).problem())
			.isEqualTo("409 12132 access.api.error.conflict: group is in use");
		this.api.delete(ACCESS + "/policies/" + policy);
		assertThat(this.api.delete(ACCESS + "/groups/" + group).status()).isEqualTo(202);
		assertThat(this.api.get(ACCESS + "/groups/" + group).problem()).isEqualTo(NOT_FOUND);
	}

	@Test
	void thereIsOneOneTimePin() {
		ApiClient.Reply created = this.api.post(ACCESS + "/identity_providers",
				"{\"type\": \"onetimepin\", \"name\": \"One-time PIN\", \"config\": {}}");

		assertThat(created.status()).isEqualTo(201);
		assertThat(created.result().path("config").path("redirect_url").asString())
			.isEqualTo("https://acme.cloudflareaccess.com/cdn-cgi/access/callback");
		assertThat(this.api.post(ACCESS + "/identity_providers", "{\"type\": \"onetimepin\"}").problem())
			.isEqualTo("409 12132 access.api.error.conflict: a onetimepin connection already exists");
		assertThat(this.api.get(ACCESS + "/identity_providers/none").problem()).isEqualTo(NOT_FOUND);
	}

	@Test
	void secretsOfLoginMethodsComeBackMasked() {
		JsonNode provider = this.api.post(ACCESS + "/identity_providers", """
				{"type": "google", "name": "Google", "config": {"client_id": "abc", "client_secret": "hush"}}""")
			.result();

		assertThat(provider.path("config").path("client_id").asString()).isEqualTo("abc");
		assertThat(provider.toString()).doesNotContain("hush");
		assertThat(this.api.post(ACCESS + "/identity_providers", "{\"type\": \"friendster\"}").status()).isEqualTo(400);
	}

	@Test
	void theOrganizationTellsItsDomainAndRevokesUsers() {
		assertThat(this.api.get(ACCESS + "/organizations").result().path("auth_domain").asString())
			.isEqualTo("acme.cloudflareaccess.com");
		assertThat(this.api.put(ACCESS + "/organizations", "{\"deny_unmatched_requests\": true}")
			.result()
			.path("deny_unmatched_requests")
			.asBoolean()).isTrue();
		assertThat(this.api.post(ACCESS + "/organizations/revoke_user", "{\"email\": \"a@example.com\"}")
			.result()
			.asBoolean()).isTrue();
		assertThat(this.api.post(ACCESS + "/organizations/revoke_user", "{}").status()).isEqualTo(400);
	}

	@Test
	void theSecretOfAServiceTokenIsShownOnce() {
		ApiClient.Reply created = this.api.post(ACCESS + "/service_tokens", "{\"name\": \"ci\"}");
		String path = ACCESS + "/service_tokens/" + created.id();

		assertThat(created.status()).isEqualTo(201);
		assertThat(created.result().path("client_id").asString()).endsWith(".access");
		assertThat(created.result().path("expires_at").asString()).isEqualTo("2027-11-22T10:00:00Z");
		String secret = created.result().path("client_secret").asString();
		assertThat(secret).isNotEmpty();
		assertThat(this.api.get(path).result().has("client_secret")).isFalse();
		assertThat(this.api.post(path + "/rotate", "{}").result().path("client_secret").asString()).isNotEmpty()
			.isNotEqualTo(secret);
		assertThat(this.api.put(path, "{\"enabled\": false}").result().path("enabled").asBoolean()).isFalse();
		assertThat(this.api.post(path + "/refresh", "").status()).isEqualTo(200);
		assertThat(this.api.delete(path).status()).isEqualTo(200);
		assertThat(this.api.get(path).problem()).isEqualTo(NOT_FOUND);
	}

	@Test
	void theLimitsOfTheAccountHold() {
		for (int i = 0; i < 50; i++) {
			this.api.post(ACCESS + "/service_tokens", "{\"name\": \"ci\", \"duration\": \"forever\"}");
			this.api.post(ACCESS + "/identity_providers", "{\"type\": \"oidc\"}");
		}
		for (int i = 0; i < 300; i++) {
			this.cloudflare.asSomebodyElse().addGroup(GROUP);
		}

		assertThat(this.api.post(ACCESS + "/service_tokens", "{\"name\": \"ci\"}").problem()).contains("limit of 50");
		assertThat(this.api.post(ACCESS + "/identity_providers", "{\"type\": \"oidc\"}").problem())
			.contains("limit of 50");
		assertThat(this.api.post(ACCESS + "/groups", GROUP).problem()).contains("limit of 300");
		assertThat(this.api.post(ACCESS + "/groups", GROUP.replace("engineers", "n".repeat(351))).problem())
			.contains("too long");
	}

}
