package dev.postern.fake.contract;

import java.util.List;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.SomebodyElse;
import dev.postern.fake.watch.InvariantWatch;
import dev.postern.fake.watch.Violation;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An open host is noticed at the call that opens it, and only then (I1). */
class InvariantWatchTests {

	private static final String DB = "db1.example.jp";

	private static final String WIKI = "{\"hostname\":\"wiki.example.jp\",\"service\":\"http://wiki:8080\",\"x-note\":\"keep\",\"originRequest\":{\"noTLSVerify\":true}}";

	private static final String LAB = "{\"hostname\":\"*.lab.example.jp\",\"service\":\"http://lab\",\"originRequest\":{}}";

	private static final String CATCH_ALL = "{\"service\":\"http_status:404\"}";

	private static final String OURS = "{\"hostname\":\"db1.example.jp\",\"service\":\"ssh://10.0.0.1:22\",\"originRequest\":{}}";

	private static final String TOP = "\"originRequest\":{\"connectTimeout\":10},\"warp-routing\":{\"enabled\":true},\"new\":1";

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final ZoneId zone = this.cloudflare.addZone("example.jp");

	private final TunnelId tunnel = this.cloudflare.addTunnel("office");

	private final ApiClient api = ApiClient.of(this.cloudflare);

	private final SomebodyElse somebody = this.cloudflare.asSomebodyElse();

	InvariantWatchTests() {
		this.somebody.putConfiguration(this.tunnel, config(TOP, WIKI, LAB, CATCH_ALL));
	}

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void theSafeOrderBreaksNothing() {
		String app = protect(DB);
		route(TOP, WIKI, LAB, OURS, CATCH_ALL);
		String record = expose(DB);
		this.cloudflare.watch().assertNoViolations();

		this.api.delete(records() + "/" + record);
		route(TOP, WIKI, LAB, CATCH_ALL);
		this.api.delete("/accounts/{account}/access/apps/" + app);
		this.cloudflare.watch().assertNoViolations();
	}

	@Test
	void I1_routeAndDnsWithoutAnApplicationAreNoticedAtTheCallThatOpens() {
		expose(DB);
		this.cloudflare.watch().assertNoViolations();

		route(TOP, WIKI, LAB, OURS, CATCH_ALL);

		assertThat(this.cloudflare.watch().violations()).singleElement().satisfies((violation) -> {
			assertThat(violation.promise()).isEqualTo("I1");
			assertThat(violation.position()).isEqualTo(2);
			assertThat(violation.text()).contains("PUT", DB);
		});
		assertThatThrownBy(this.cloudflare.watch()::assertNoViolations).isInstanceOf(AssertionError.class)
			.hasMessageContaining("I1 broken by request #2");
	}

	@Test
	void I1_anApplicationWithoutAllowPolicyIsNoProtection() {
		this.api.post("/accounts/{account}/access/apps", """
				{"type": "ssh", "domain": "%s", "policies": [
				 {"name": "no", "decision": "deny", "include": [{"everyone": {}}]}]}""".formatted(DB));
		route(TOP, WIKI, LAB, OURS, CATCH_ALL);

		expose(DB);

		assertThat(promises()).containsExactly("I1");
	}

	@Test
	void I1_removingTheApplicationOrItsPoliciesFirstIsNoticed() {
		String app = protect(DB);
		route(TOP, WIKI, LAB, OURS, CATCH_ALL);
		expose(DB);

		this.api.put("/accounts/{account}/access/apps/" + app,
				"{\"type\": \"ssh\", \"domain\": \"%s\", \"policies\": []}".formatted(DB));
		assertThat(promises()).containsExactly("I1");
		this.cloudflare.watch().forgive();

		this.api.put("/accounts/{account}/access/apps/" + app, """
				{"type": "ssh", "domain": "%s", "policies": [
				 {"name": "yes", "decision": "allow", "include": [{"everyone": {}}]}]}""".formatted(DB));
		this.api.delete("/accounts/{account}/access/apps/" + app);
		assertThat(promises()).containsExactly("I1");
	}

	@Test
	void I1_aWildcardRecordExposesARouteToo() {
		this.somebody.pointAtTunnel("*.example.jp", this.tunnel);

		route(TOP, WIKI, LAB, OURS, CATCH_ALL);

		assertThat(promises()).containsExactly("I1");
	}

	@Test
	void I1_aWildcardRuleServesARecordToo() {
		expose("new.lab.example.jp");

		assertThat(promises()).containsExactly("I1");
	}

	@Test
	void I1_aRecordThatIsNotProxiedOrARuleThatOnlyAnswersAStatusExposesNothing() {
		route(TOP, WIKI, LAB, OURS, CATCH_ALL);
		this.api.post(records(), "{\"type\": \"CNAME\", \"name\": \"%s\", \"content\": \"%s.cfargotunnel.com\"}"
			.formatted(DB, this.tunnel));
		expose("nothing.example.jp");

		this.cloudflare.watch().assertNoViolations();
	}

	@Test
	void I1_whatSomebodyElseLeftOpenIsNotOurs() {
		this.somebody.pointAtTunnel("wiki.example.jp", this.tunnel);

		protect(DB);
		route(TOP, WIKI, LAB, OURS, CATCH_ALL);

		this.cloudflare.watch().assertNoViolations();
	}

	@Test
	void I1_whatSomebodyElseOpensIsNotOursEither() {
		String app = protect(DB);
		route(TOP, WIKI, LAB, OURS, CATCH_ALL);
		expose(DB);

		this.somebody.removeApp(AccessAppId.of(app));
		protect("db2.example.jp");

		this.cloudflare.watch().assertNoViolations();
	}

	@Test
	void I1_somethingProtectedAgainAndOpenedAgainIsNoticedAgain() {
		String app = protect(DB);
		route(TOP, WIKI, LAB, OURS, CATCH_ALL);
		expose(DB);
		this.api.delete("/accounts/{account}/access/apps/" + app);
		String again = protect(DB);
		this.api.delete("/accounts/{account}/access/apps/" + again);

		assertThat(promises()).containsExactly("I1", "I1");
	}

	@Test
	void aWatchedPartOfATestFailsAtItsEnd() {
		assertThatThrownBy(() -> {
			try (InvariantWatch.Watched watched = this.cloudflare.watch().untilClosed()) {
				assertThat(watched).isNotNull();
				route(TOP, LAB, CATCH_ALL);
			}
		}).isInstanceOf(AssertionError.class);
	}

	@Test
	void refusedWritesAreNotChecked() {
		this.api.delete(records() + "/372e67954025e0ba6aaa6d586b9e0b59");
		route(TOP, WIKI, LAB);

		this.cloudflare.watch().assertNoViolations();
		assertThat(this.cloudflare.state().ingress(this.tunnel)).extracting(JsonNode::toString)
			.containsExactly(WIKI, LAB, CATCH_ALL);
	}

	private List<String> promises() {
		return this.cloudflare.watch().violations().stream().map(Violation::promise).toList();
	}

	private String protect(String domain) {
		return this.api.post("/accounts/{account}/access/apps", """
				{"type": "ssh", "domain": "%s", "policies": [
				 {"name": "Allow", "decision": "allow", "include": [{"everyone": {}}]}]}""".formatted(domain)).id();
	}

	private void route(String top, String... rules) {
		this.api.put("/accounts/{account}/cfd_tunnel/%s/configurations".formatted(this.tunnel),
				"{\"config\": %s}".formatted(config(top, rules)));
	}

	private String expose(String name) {
		return this.api
			.post(records(),
					"{\"type\": \"CNAME\", \"name\": \"%s\", \"content\": \"%s.cfargotunnel.com\", \"proxied\": true}"
						.formatted(name, this.tunnel))
			.id();
	}

	private String records() {
		return "/zones/%s/dns_records".formatted(this.zone);
	}

	private static String config(String top, String... rules) {
		return "{\"ingress\":[%s],%s}".formatted(String.join(",", rules), top);
	}

}
