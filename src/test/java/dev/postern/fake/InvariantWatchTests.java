package dev.postern.fake;

import dev.postern.kernel.AccessAppId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An open host is noticed at the call that opens it, and only then (I1). */
class InvariantWatchTests extends WatchTest {

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

}
