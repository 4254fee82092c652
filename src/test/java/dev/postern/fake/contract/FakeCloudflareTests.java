package dev.postern.fake.contract;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Permission;
import dev.postern.fake.watch.JournalEntry;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole of it: a registration and a removal as the runbook has them, in Postern's
 * order.
 */
class FakeCloudflareTests {

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final ZoneId zone = this.cloudflare.addZone("example.jp");

	private final TunnelId tunnel = this.cloudflare.addTunnel("office");

	private final ApiClient api = ApiClient.with(this.cloudflare, this.cloudflare.addToken(Permission.portal()));

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void aServerIsRegisteredAndRemovedInTheSafeOrder() {
		this.cloudflare.asSomebodyElse().addRule(this.tunnel, "wiki.example.jp", "http://wiki:8080");
		this.cloudflare.addConnector(this.tunnel);
		String configurations = "/accounts/{account}/cfd_tunnel/%s/configurations".formatted(this.tunnel);

		assertThat(this.api.post("/accounts/{account}/access/tags", "{\"name\": \"postern\"}").status()).isEqualTo(201);
		ApiClient.Reply app = this.api.post("/accounts/{account}/access/apps",
				"""
						{"name": "db1", "type": "ssh", "domain": "ssh-cf.example.jp", "tags": ["postern"],
						 "destinations": [{"type": "public", "uri": "ssh-cf.example.jp"}], "policies": [
						 {"name": "Allow admin", "decision": "allow", "include": [{"email": {"email": "admin@example.com"}}]}]}""");
		JsonNode config = this.api.get(configurations).result().path("config");
		ApiClient.Reply routed = this.api.put(configurations, """
				{"config": {"ingress": [%s, {"hostname": "ssh-cf.example.jp", "service": "ssh://10.0.0.1:22"},
				 {"service": "http_status:404"}], "warp-routing": {"enabled": false}}}"""
			.formatted(config.path("ingress").path(0)));
		ApiClient.Reply record = this.api.post("/zones/%s/dns_records".formatted(this.zone), """
				{"type": "CNAME", "name": "ssh-cf.example.jp", "content": "%s.cfargotunnel.com", "proxied": true,
				 "ttl": 1, "comment": "postern:1"}""".formatted(this.tunnel));

		assertThat(app.status()).isEqualTo(201);
		assertThat(routed.result().path("version").asInt()).isEqualTo(2);
		assertThat(record.status()).isEqualTo(200);
		assertThat(this.cloudflare.state().ingressHostnames(this.tunnel)).containsExactly("wiki.example.jp",
				"ssh-cf.example.jp");
		assertThat(this.cloudflare.wouldAllow("ssh-cf.example.jp", "admin@example.com")).isTrue();
		assertThat(this.cloudflare.wouldAllow("ssh-cf.example.jp", "eve@example.com")).isFalse();
		assertThat(this.cloudflare.journal().committed()).extracting(JournalEntry::method)
			.containsExactly("POST", "POST", "PUT", "POST");

		this.api.delete("/zones/%s/dns_records/%s".formatted(this.zone, record.id()));
		this.api.put(configurations, "{\"config\": %s}".formatted(config));
		assertThat(this.api.delete("/accounts/{account}/access/apps/" + app.id()).status()).isEqualTo(202);
		this.cloudflare.watch().assertNoViolations();
	}

	@Test
	void resetLeavesAnEmptyAccountOnTheSamePort() {
		int port = this.cloudflare.url().getPort();
		this.api.get("/zones");

		this.cloudflare.reset();

		assertThat(this.cloudflare.url().getPort()).isEqualTo(port);
		assertThat(this.cloudflare.journal().all()).isEmpty();
		assertThat(this.cloudflare.state().tunnels()).isEmpty();
		assertThat(ApiClient.of(this.cloudflare).get("/zones").result()).isEmpty();
	}

}
