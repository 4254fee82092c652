package dev.postern.fake.contract;

import java.util.EnumSet;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.account.ApiToken;
import dev.postern.fake.api.Permission;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a credential may do. */
class PermissionsTests {

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final ZoneId zone = this.cloudflare.addZone("example.jp");

	private final TunnelId tunnel = this.cloudflare.addTunnel("office");

	@AfterEach
	void stop() {
		this.cloudflare.close();
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

	private ApiClient with(Permission... permissions) {
		return ApiClient.with(this.cloudflare, this.cloudflare.addToken(permissions));
	}

	private static boolean isTunnel(Permission permission) {
		return permission.name().matches("(TUNNEL|CONNECTORS|CLOUDFLARED)_.*");
	}

}
