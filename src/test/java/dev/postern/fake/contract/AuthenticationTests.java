package dev.postern.fake.contract;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.account.ApiToken;
import dev.postern.fake.api.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Credentials, permissions and the user agent. */
class AuthenticationTests {

	private static final String UNKNOWN_TOKEN = "cfut_0123456789abcdef0123456789abcdef01234567";

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	AuthenticationTests() {
		this.cloudflare.addZone("example.jp");
	}

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void aTokenOfAUserIsVerifiedOnTheUserFormOnly() {
		ApiClient api = ApiClient.with(this.cloudflare, this.cloudflare.addToken());

		ApiClient.Reply verified = api.get("/user/tokens/verify");

		assertThat(verified.status()).isEqualTo(200);
		assertThat(verified.result().path("status").asString()).isEqualTo("active");
		assertThat(verified.json().path("messages").path(0).path("code").asInt()).isEqualTo(10000);
		assertThat(api.get("/accounts/{account}/tokens/verify").problem()).isEqualTo("401 1000 Invalid API Token");
	}

	@Test
	void theEndOfATokenIsTold() {
		String token = this.cloudflare
			.addToken(ApiToken.with(Permission.ZONE_READ).expiringOn(Instant.parse("2027-01-01T00:00:00Z")));

		assertThat(ApiClient.with(this.cloudflare, token)
			.get("/user/tokens/verify")
			.result()
			.path("expires_on")
			.asString()).isEqualTo("2027-01-01T00:00:00Z");
	}

	@Test
	void aTokenOfTheAccountIsVerifiedOnTheAccountFormOnly() {
		ApiClient api = ApiClient.with(this.cloudflare, this.cloudflare.addToken(ApiToken.with().ownedByAccount()));

		assertThat(api.get("/accounts/{account}/tokens/verify").status()).isEqualTo(200);
		assertThat(api.get("/user/tokens/verify").problem()).isEqualTo("401 1000 Invalid API Token");
	}

	@Test
	void anUnknownTokenIsInvalidForVerifyAndForbiddenElsewhere() {
		ApiClient api = ApiClient.with(this.cloudflare, UNKNOWN_TOKEN);

		assertThat(api.get("/user/tokens/verify").problem()).isEqualTo("401 1000 Invalid API Token");
		assertThat(api.get("/zones").problem()).isEqualTo("403 9109 Invalid access token");
	}

	@Test
	void aRevokedTokenIsUnknown() {
		String token = this.cloudflare.addToken(Permission.ZONE_READ);

		this.cloudflare.revokeToken(token);

		assertThat(ApiClient.with(this.cloudflare, token).get("/zones").status()).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer short", "Bearer", "Basic dXNlcjpwYXNzd29yZA==", "Bearer has blanks in it" })
	void aMalformedTokenIsABadHeader(String authorization) {
		ApiClient.Reply reply = ApiClient
			.of(this.cloudflare, Map.of("Authorization", authorization, "User-Agent", "postern-tests/1.0"))
			.get("/zones");

		assertThat(reply.problem()).isEqualTo("400 6003 Invalid request headers");
		assertThat(reply.json().path("errors").path(0).path("error_chain").path(0).path("code").asInt())
			.isEqualTo(6111);
	}

	@Test
	void theGlobalKeyMayDoEverything() {
		String key = this.cloudflare.addKey("admin@example.jp");
		ApiClient api = withKey("admin@example.jp", key);

		assertThat(api.get("/zones").result()).hasSize(1);
		assertThat(api.post("/accounts/{account}/access/tags", "{\"name\": \"postern\"}").status()).isEqualTo(201);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			admin@example.jp, 0123456789abcdef0123456789abcdef01234, 401 1001
			admin@example.jp, not-a-key,                             400 6003
			nobody,           0123456789abcdef0123456789abcdef01234, 400 6003
			""")
	void aWrongKeyIsRefused(String email, String key, String problem) {
		this.cloudflare.addKey("admin@example.jp");

		assertThat(withKey(email, key).get("/zones").problem()).startsWith(problem);
	}

	@Test
	void tokenAndKeyAtOnceAreABadHeader() {
		String token = this.cloudflare.addToken(Permission.values());
		String key = this.cloudflare.addKey("admin@example.jp");

		ApiClient.Reply reply = ApiClient
			.of(this.cloudflare, Map.of("Authorization", "Bearer " + token, "X-Auth-Email", "admin@example.jp",
					"X-Auth-Key", key, "User-Agent", "postern-tests/1.0"))
			.get("/zones");

		assertThat(reply.problem()).isEqualTo("400 6003 Invalid request headers");
	}

	@Test
	void noCredentialAtAllIsRefused() {
		assertThat(ApiClient.of(this.cloudflare, Map.of("User-Agent", "postern-tests/1.0")).get("/zones").problem())
			.startsWith("400 1001");
	}

	@Test
	void aDisabledOrExpiredTokenStillTellsItsStatus() {
		for (ApiToken token : Set.of(ApiToken.with(Permission.ZONE_READ).disabled(),
				ApiToken.with(Permission.ZONE_READ).expired())) {
			ApiClient api = ApiClient.with(this.cloudflare, this.cloudflare.addToken(token));

			assertThat(api.get("/user/tokens/verify").result().path("status").asString()).isEqualTo(token.status());
			assertThat(api.get("/zones").problem()).isEqualTo("403 9109 Invalid access token");
		}
	}

	@Test
	void aTokenMayBeRefusedFromAnAddress() {
		String token = this.cloudflare.addToken(ApiToken.with(Permission.values()).refusedFrom("203.0.113.7"));

		assertThat(ApiClient.with(this.cloudflare, token).get("/zones").problem())
			.isEqualTo("403 9109 Cannot use the access token from location: 203.0.113.7");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Java-http-client/25.0.1", "Java/25" })
	void anAgentThatIsMissingOrADefaultLooksLikeAMissingPermission(String agent) {
		String token = this.cloudflare.addToken(Permission.values());

		assertThat(ApiClient.of(this.cloudflare, Map.of("Authorization", "Bearer " + token, "User-Agent", agent))
			.get("/zones")
			.problem()).isEqualTo("403 10000 Authentication error");
	}

	@Test
	void anAccountWithoutZeroTrustSaysSo() {
		this.cloudflare.behaviour().accessNotEnabled();

		assertThat(with(Permission.values()).get("/accounts/{account}/access/organizations").problem())
			.startsWith("403 9999 access.api.error.not_enabled: ");
	}

	@Test
	void theAddressesOfCloudflareNeedNoCredential() {
		assertThat(ApiClient.of(this.cloudflare, Map.of()).get("/ips").result().path("ipv4_cidrs")).isNotEmpty();
	}

	private ApiClient with(Permission... permissions) {
		return ApiClient.with(this.cloudflare, this.cloudflare.addToken(permissions));
	}

	private ApiClient withKey(String email, String key) {
		return ApiClient.of(this.cloudflare,
				Map.of("X-Auth-Email", email, "X-Auth-Key", key, "User-Agent", "postern-tests/1.0"));
	}

}
