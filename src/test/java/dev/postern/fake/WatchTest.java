package dev.postern.fake;

import java.util.List;

import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.junit.jupiter.api.AfterEach;

/** An account with a server of ours and things of others, and what watches over them. */
abstract class WatchTest {

	static final String DB = "db1.example.jp";

	static final String WIKI = "{\"hostname\":\"wiki.example.jp\",\"service\":\"http://wiki:8080\",\"x-note\":\"keep\",\"originRequest\":{\"noTLSVerify\":true}}";

	static final String LAB = "{\"hostname\":\"*.lab.example.jp\",\"service\":\"http://lab\",\"originRequest\":{}}";

	static final String CATCH_ALL = "{\"service\":\"http_status:404\"}";

	static final String OURS = "{\"hostname\":\"db1.example.jp\",\"service\":\"ssh://10.0.0.1:22\",\"originRequest\":{}}";

	static final String TOP = "\"originRequest\":{\"connectTimeout\":10},\"warp-routing\":{\"enabled\":true},\"new\":1";

	final FakeCloudflare cloudflare = FakeCloudflare.start();

	final ZoneId zone = this.cloudflare.addZone("example.jp");

	final TunnelId tunnel = this.cloudflare.addTunnel("office");

	final ApiClient api = ApiClient.of(this.cloudflare);

	final SomebodyElse somebody = this.cloudflare.asSomebodyElse();

	WatchTest() {
		this.somebody.putConfiguration(this.tunnel, config(TOP, WIKI, LAB, CATCH_ALL));
	}

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	List<String> promises() {
		return this.cloudflare.watch().violations().stream().map(Violation::promise).toList();
	}

	String protect(String domain) {
		return this.api.post("/accounts/{account}/access/apps", """
				{"type": "ssh", "domain": "%s", "policies": [
				 {"name": "Allow", "decision": "allow", "include": [{"everyone": {}}]}]}""".formatted(domain)).id();
	}

	void route(String top, String... rules) {
		this.api.put("/accounts/{account}/cfd_tunnel/%s/configurations".formatted(this.tunnel),
				"{\"config\": %s}".formatted(config(top, rules)));
	}

	String expose(String name) {
		return this.api
			.post(records(),
					"{\"type\": \"CNAME\", \"name\": \"%s\", \"content\": \"%s.cfargotunnel.com\", \"proxied\": true}"
						.formatted(name, this.tunnel))
			.id();
	}

	String records() {
		return "/zones/%s/dns_records".formatted(this.zone);
	}

	static String config(String top, String... rules) {
		return "{\"ingress\":[%s],%s}".formatted(String.join(",", rules), top);
	}

}
