package dev.postern.fake;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Credentials, permissions and the user agent: api.md §1.4, §2.1, §3. */
class AuthenticationTests {

	private static final String UNKNOWN_TOKEN = "cfut_0123456789abcdef0123456789abcdef01234567";

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final ZoneId zone = this.cloudflare.addZone("example.jp");

	private final TunnelId tunnel = this.cloudflare.addTunnel("office");

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
	void theListOfApplicationsIsEmptyWithoutPermission() {
		this.cloudflare.asSomebodyElse().addApp("db1.example.jp", "a@example.com");
		ApiClient api = ApiClient.with(this.cloudflare, this.cloudflare.addToken(Permission.ZONE_READ));

		ApiClient.Reply reply = api.get("/accounts/{account}/access/apps?per_page=100");

		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.json().path("success").asBoolean()).isTrue();
		assertThat(reply.result()).isEmpty();
		assertThat(reply.json().has("result_info")).isFalse();
	}

	@Test
	void thePreflightReadsTellReadPermission() {
		String probe = "/accounts/{account}/access/apps/00000000-0000-4000-8000-000000000000/policies?per_page=1";

		assertThat(with(Permission.ACCESS_APPS_READ).get(probe).problem())
			.isEqualTo("404 11021 access.api.error.unknown_application");
		assertThat(with(Permission.ZONE_READ).get(probe).problem()).isEqualTo("403 10000 Authentication error");
	}

	@Test
	void thePreflightWriteTellsWritePermissionAndMakesNothing() {
		String apps = "/accounts/{account}/access/apps";

		assertThat(with(Permission.ACCESS_APPS_WRITE).post(apps, "{}").problem())
			.isEqualTo("400 12130 access.api.error.invalid_request: app type is missing or invalid");
		assertThat(with(Permission.ZONE_READ).post(apps, "{}").problem()).isEqualTo("403 10000 Authentication error");
		ApiClient.Reply readOnly = with(Permission.ACCESS_APPS_READ).post(apps, "{}");
		assertThat(readOnly.status()).isEqualTo(403);
		assertThat(readOnly.text()).isEqualTo("{\"code\":1010,\"error\":\"auth.forbidden\"}");
		assertThat(this.cloudflare.state().apps()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			GET,    /zones/%z/dns_records,                                  DNS_READ
			POST,   /zones/%z/dns_records,                                  DNS_WRITE
			POST,   /zones/%z/dns_records/batch,                            DNS_WRITE
			GET,    /accounts/{account}/cfd_tunnel,                         TUNNEL_READ
			POST,   /accounts/{account}/cfd_tunnel,                         TUNNEL_WRITE
			GET,    /accounts/{account}/cfd_tunnel/%t,                      CLOUDFLARED_READ
			GET,    /accounts/{account}/cfd_tunnel/%t/configurations,       CONNECTORS_READ
			PUT,    /accounts/{account}/cfd_tunnel/%t/configurations,       CONNECTORS_WRITE
			GET,    /accounts/{account}/cfd_tunnel/%t/token,                TUNNEL_WRITE
			GET,    /accounts/{account}/access/policies,                    ACCESS_APPS_READ
			GET,    /accounts/{account}/access/tags,                        ACCESS_APPS_READ
			POST,   /accounts/{account}/access/tags,                        ACCESS_APPS_WRITE
			GET,    /accounts/{account}/access/groups,                      ACCESS_ORGANIZATIONS_READ
			POST,   /accounts/{account}/access/groups,                      ACCESS_ORGANIZATIONS_WRITE
			GET,    /accounts/{account}/access/identity_providers,          ACCESS_ORGANIZATIONS_READ
			GET,    /accounts/{account}/access/organizations,               ACCESS_ORGANIZATIONS_READ
			POST,   /accounts/{account}/access/organizations/revoke_user,   ACCESS_ORGANIZATIONS_REVOKE
			GET,    /accounts/{account}/access/service_tokens,              ACCESS_SERVICE_TOKENS_READ
			POST,   /accounts/{account}/access/service_tokens,              ACCESS_SERVICE_TOKENS_WRITE
			GET,    /accounts/{account}/access/logs/access_requests,        ACCESS_AUDIT_LOGS_READ
			""")
	void eachOperationAsksForItsPermission(String method, String pattern, Permission permission) {
		String path = pattern.replace("%z", this.zone.value()).replace("%t", this.tunnel.toString());
		Permission[] others = EnumSet.complementOf(EnumSet.of(permission))
			.stream()
			.filter((other) -> !other.name().startsWith(permission.name().replaceFirst("_[A-Z]+$", "")))
			.filter((other) -> !isTunnel(other) || !isTunnel(permission))
			.toArray(Permission[]::new);

		assertThat(with(permission).send(method, path, method.equals("GET") ? null : "{}").status()).isNotEqualTo(403);
		assertThat(with(others).send(method, path, method.equals("GET") ? null : "{}").status()).isEqualTo(403);
	}

	@Test
	void readPermissionDoesNotWrite() {
		ApiClient api = with(Permission.DNS_READ, Permission.TUNNEL_READ, Permission.ACCESS_ORGANIZATIONS_READ);

		assertThat(api.post("/zones/%s/dns_records".formatted(this.zone), "{}").problem()).startsWith("403 10000");
		assertThat(api.get("/accounts/{account}/cfd_tunnel/%s/token".formatted(this.tunnel)).problem())
			.startsWith("403 10000");
		assertThat(api.post("/accounts/{account}/access/groups", "{}").text()).contains("1010", "auth.forbidden");
	}

	@Test
	void accountsAndZonesAreEmptyListsWithoutPermission() {
		ApiClient api = with(Permission.DNS_WRITE);

		assertThat(api.get("/accounts").result()).isEmpty();
		assertThat(api.get("/zones").result()).isEmpty();
		assertThat(api.get("/accounts/{account}").problem())
			.isEqualTo("403 9109 Unauthorized to access requested resource");
		assertThat(api.get("/zones/" + this.zone).problem())
			.isEqualTo("403 9109 Unauthorized to access requested resource");
	}

	@Test
	void aTokenSeesOnlyItsZones() {
		ZoneId other = this.cloudflare.addZone("example.org");
		ApiClient api = ApiClient.with(this.cloudflare,
				this.cloudflare.addToken(ApiToken.with(Permission.ZONE_READ, Permission.DNS_WRITE).onZones(this.zone)));

		assertThat(api.get("/zones").result()).hasSize(1);
		assertThat(api.get("/zones/%s/dns_records".formatted(this.zone)).status()).isEqualTo(200);
		assertThat(api.get("/zones/%s/dns_records".formatted(other)).problem())
			.isEqualTo("403 10000 Authentication error");
	}

	@Test
	void anotherAccountIsForbiddenAndNonsenseHasNoRoute() {
		ApiClient api = with(Permission.values());

		assertThat(api.get("/accounts/ffffffffffffffffffffffffffffffff/access/apps").problem())
			.isEqualTo("403 10000 Authentication error");
		ApiClient.Reply nonsense = api.get("/accounts/xyz/access/apps");
		assertThat(nonsense.problem()).isEqualTo("404 7003 Could not route to /client/v4/accounts/xyz/access/apps, "
				+ "perhaps your object identifier is invalid?");
		assertThat(nonsense.json().path("errors").path(1).path("code").asInt()).isEqualTo(7000);
		assertThat(api.get("/nothing/here").problem()).startsWith("404 7003");
		assertThat(api.delete("/zones").status()).isEqualTo(405);
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

	private static boolean isTunnel(Permission permission) {
		return permission.name().matches("(TUNNEL|CONNECTORS|CLOUDFLARED)_.*");
	}

}
