package dev.postern.fake.contract;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.SomebodyElse;
import dev.postern.fake.edge.ConnectionResult;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.tunnels.IngressMatcher;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.TunnelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Where a hostname leads and who gets through. */
class EdgeTests {

	private static final String CATCH_ALL = "{\"service\": \"http_status:404\"}";

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final TunnelId tunnel;

	private final SomebodyElse somebody = this.cloudflare.asSomebodyElse();

	EdgeTests() {
		this.cloudflare.addZone("example.jp");
		this.tunnel = this.cloudflare.addTunnel("office");
		this.cloudflare.addConnector(this.tunnel);
	}

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@ParameterizedTest
	@CsvSource({ "db1.example.jp, ssh://exact:22", "a.lab.example.jp, http://wildcard",
			"a.b.lab.example.jp, http://wildcard", "lab.example.jp, http_status:404", "UPPER.example.jp, http://upper",
			"xn--bcher-kva.example.jp, http://umlaut", "path.example.jp, http_status:404",
			"twice.example.jp, http://first" })
	void theFirstMatchingRuleDecides(String hostname, String service) {
		this.somebody.pointAtTunnel("*.example.jp", this.tunnel);
		this.somebody.putConfiguration(this.tunnel, """
				{"ingress": [{"hostname": "db1.example.jp", "service": "ssh://exact:22"},
				 {"hostname": "*.lab.example.jp", "service": "http://wildcard"},
				 {"hostname": "special.lab.example.jp", "service": "http://shadowed"},
				 {"hostname": "Upper.Example.jp", "service": "http://upper"},
				 {"hostname": "bücher.example.jp", "service": "http://umlaut"},
				 {"hostname": "path.example.jp", "path": "^/only$", "service": "http://path"},
				 {"hostname": "twice.example.jp", "service": "http://first"},
				 {"hostname": "twice.example.jp", "service": "http://second"}, %s]}""".formatted(CATCH_ALL));

		assertThat(this.cloudflare.exposure(hostname).service()).isEqualTo(service);
	}

	@ParameterizedTest
	@CsvSource({ "ssh-\u65e5\u672c.example.jp, xn--ssh--j79hm9d.example.jp, true",
			"SSH-\u65e5\u672c.Example.JP, xn--ssh--j79hm9d.example.jp, true",
			"XN--SSH--J79HM9D.example.jp, xn--ssh--j79hm9d.example.jp, true",
			"\uff53sh-\u65e5\u672c\u3002example.jp, xn--ssh--j79hm9d.example.jp, true",
			"stra\u00dfe.example.jp, xn--strae-oqa.example.jp, true",
			"stra\u00dfe.example.jp, strasse.example.jp, false",
			"ssh-\u65e5\u672c.example.jp., xn--ssh--j79hm9d.example.jp, false",
			"db1.example.jp., db1.example.jp, false", "DB_1.example.jp, db_1.example.jp, false",
			"db_1.example.jp, db_1.example.jp, true", "xn--garbage.example.jp, xn--garbage.example.jp, true",
			"XN--garbage.example.jp, xn--garbage.example.jp, false", "db1.example.jp, DB1.example.jp, false",
			"*.\u65e5\u672c.example.jp, a.xn--wgv71a.example.jp, false", "*.LAB.example.jp, a.lab.example.jp, false",
			"*.lab.example.jp, a.lab.example.jp, true", "*.xn--wgv71a.example.jp, a.xn--wgv71a.example.jp, true",
			"*, anything, true" })
	void aConnectorComparesARuleAsItIsWrittenAndInPunycode(String rule, String requested, boolean matches) {
		IngressMatcher matcher = new IngressMatcher(
				Json.parse("{\"ingress\": [{\"hostname\": \"%s\", \"service\": \"http://a\"}]}".formatted(rule)));

		assertThat(matcher.match(requested).isPresent()).isEqualTo(matches);
	}

	@Test
	void aWildcardRuleBeforeASpecificOneShadowsIt() {
		this.somebody.pointAtTunnel("db1.lab.example.jp", this.tunnel);
		this.somebody.putConfiguration(this.tunnel, """
				{"ingress": [{"hostname": "*.lab.example.jp", "service": "http://wildcard"},
				 {"hostname": "db1.lab.example.jp", "service": "ssh://db1:22"}, %s]}""".formatted(CATCH_ALL));

		assertThat(this.cloudflare.exposure("db1.lab.example.jp").service()).isEqualTo("http://wildcard");
	}

	@Test
	void onlyAProxiedRecordOfALiveTunnelLeadsThere() {
		this.somebody.addRule(this.tunnel, "db1.example.jp", "ssh://db1:22");
		assertThat(this.cloudflare.exposure("db1.example.jp").isRouted()).isFalse();

		DnsRecordId record = this.somebody.addDnsRecord(
				"{\"type\": \"CNAME\", \"name\": \"db1\", \"content\": \"%s.cfargotunnel.com\"}".formatted(this.tunnel)
					.replace("\"db1\"", "\"db1.example.jp\""));
		assertThat(this.cloudflare.exposure("db1.example.jp").isRouted()).isFalse();

		this.somebody.changeDnsRecord(record, "{\"proxied\": true}");
		assertThat(this.cloudflare.exposure("db1.example.jp").isOpen()).isTrue();

		this.somebody.call("DELETE", "/accounts/{account}/cfd_tunnel/%s/connections".formatted(this.tunnel), null);
		this.somebody.removeTunnel(this.tunnel);
		assertThat(this.cloudflare.exposure("db1.example.jp").tunnel()).isNull();
	}

	@Test
	void anExactRecordHidesAWildcardOne() {
		this.somebody.addRule(this.tunnel, "db1.example.jp", "ssh://db1:22");
		this.somebody.pointAtTunnel("*.example.jp", this.tunnel);
		assertThat(this.cloudflare.exposure("db1.example.jp").isRouted()).isTrue();

		this.somebody.addDnsRecord("{\"type\": \"A\", \"name\": \"db1.example.jp\", \"content\": \"192.0.2.1\"}");

		assertThat(this.cloudflare.exposure("db1.example.jp").isRouted()).isFalse();
	}

	@Test
	void theClosestApplicationStandsInFront() {
		this.somebody.addRule(this.tunnel, "db1.example.jp", "ssh://db1:22");
		this.somebody.pointAtTunnel("db1.example.jp", this.tunnel);
		AccessAppId wildcard = this.somebody.addApp("*.example.jp", "all@example.com");
		assertThat(this.cloudflare.exposure("db1.example.jp").app()).isEqualTo(wildcard);

		AccessAppId exact = this.somebody.addApp("db1.example.jp", "one@example.com");

		assertThat(this.cloudflare.exposure("db1.example.jp").app()).isEqualTo(exact);
		assertThat(this.cloudflare.exposure("db1.example.jp").guarded()).isTrue();
		assertThat(this.cloudflare.wouldAllow("db1.example.jp", "one@example.com")).isTrue();
		assertThat(this.cloudflare.wouldAllow("db1.example.jp", "all@example.com")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"name": "p", "decision": "allow", "include": [{"email": {"email": "A@Example.com"}}]} | a@example.com | true
					{"name": "p", "decision": "allow", "include": [{"email": {"email": "b@example.com"}}]} | a@example.com | false
					{"name": "p", "decision": "allow", "include": [{"email_domain": {"domain": "example.com"}}]} | a@example.com | true
					{"name": "p", "decision": "allow", "include": [{"email_domain": {"domain": "example.com"}}]} | a@evil-example.com | false
					{"name": "p", "decision": "allow", "include": [{"everyone": {}}]} | a@example.com | true
					{"name": "p", "decision": "allow", "include": [{"everyone": {}}], "require": [{"email_domain": {"domain": "example.org"}}]} | a@example.com | false
					{"name": "p", "decision": "allow", "include": [{"everyone": {}}], "exclude": [{"email": {"email": "a@example.com"}}]} | a@example.com | false
					{"name": "p", "decision": "allow", "include": [{"ip": {"ip": "192.0.2.0/24"}}]} | a@example.com | false
					{"name": "p", "decision": "deny", "include": [{"everyone": {}}]} | a@example.com | false
					{"name": "p", "decision": "deny", "include": [{"email": {"email": "a@example.com"}}]}, {"name": "q", "decision": "allow", "include": [{"everyone": {}}]} | a@example.com | false
					{"name": "p", "decision": "deny", "include": [{"email": {"email": "b@example.com"}}]}, {"name": "q", "decision": "allow", "include": [{"everyone": {}}]} | a@example.com | true
					{"name": "p", "decision": "allow", "include": [{"group": {"id": "%g"}}]} | a@example.com | true
					{"name": "p", "decision": "allow", "include": [{"group": {"id": "%g"}}]} | a@example.org | false
					'' | a@example.com | false
					""")
	void policiesDecideWhoGetsIn(String policies, String email, boolean allowed) {
		String group = this.somebody
			.addGroup("{\"name\": \"g\", \"include\": [{\"email_domain\": {\"domain\": \"example.com\"}}]}");
		this.somebody.addRule(this.tunnel, "db1.example.jp", "ssh://db1:22");
		this.somebody.pointAtTunnel("db1.example.jp", this.tunnel);
		this.somebody.addApp("{\"type\": \"ssh\", \"domain\": \"db1.example.jp\", \"policies\": [%s]}"
			.formatted(policies.replace("%g", group)));

		assertThat(this.cloudflare.wouldAllow("db1.example.jp", email)).isEqualTo(allowed);
	}

	@Test
	void otherNameServersAnswerForWhatIsDelegatedToThem() {
		this.somebody.addRule(this.tunnel, "db1.lab.example.jp", "ssh://db1:22");
		this.somebody.pointAtTunnel("db1.lab.example.jp", this.tunnel);
		this.somebody.addDnsRecord("{\"type\": \"NS\", \"name\": \"example.jp\", \"content\": \"ns1.example.net\"}");
		assertThat(this.cloudflare.exposure("db1.lab.example.jp").tunnel()).isEqualTo(this.tunnel);

		this.somebody
			.addDnsRecord("{\"type\": \"NS\", \"name\": \"lab.example.jp\", \"content\": \"ns1.example.net\"}");

		assertThat(this.cloudflare.exposure("db1.lab.example.jp").tunnel()).isNull();
	}

	@Test
	void bypassComesBeforeDeny() {
		this.somebody.addRule(this.tunnel, "db1.example.jp", "ssh://db1:22");
		this.somebody.pointAtTunnel("db1.example.jp", this.tunnel);
		this.somebody.addApp("""
				{"type": "self_hosted", "domain": "db1.example.jp", "policies": [
				 {"name": "no", "decision": "deny", "include": [{"everyone": {}}]},
				 {"name": "yes", "decision": "bypass", "include": [{"everyone": {}}]}]}""");

		assertThat(this.cloudflare.wouldAllow("db1.example.jp", "a@example.com")).isTrue();
	}

	@Test
	void withoutAnApplicationEverybodyGetsThroughUnlessTheOrganizationForbidsIt() {
		this.somebody.addRule(this.tunnel, "db1.example.jp", "ssh://db1:22");
		this.somebody.pointAtTunnel("db1.example.jp", this.tunnel);
		assertThat(this.cloudflare.state().connectionResult("db1.example.jp", "a@example.com").kind())
			.isEqualTo(ConnectionResult.Kind.OPEN);

		this.somebody.call("PUT", "/accounts/{account}/access/organizations",
				Json.parse("{\"deny_unmatched_requests\": true}"));

		assertThat(this.cloudflare.state().connectionResult("db1.example.jp", "a@example.com").kind())
			.isEqualTo(ConnectionResult.Kind.REFUSED);
	}

	@Test
	void theOrganizationMayExemptZonesFromWhatItForbids() {
		this.somebody.addRule(this.tunnel, "db1.example.jp", "ssh://db1:22");
		this.somebody.pointAtTunnel("db1.example.jp", this.tunnel);
		this.somebody.call("PUT", "/accounts/{account}/access/organizations", Json.parse("""
				{"deny_unmatched_requests": true, "deny_unmatched_requests_exempted_zone_names": ["example.jp"]}"""));

		assertThat(this.cloudflare.state().connectionResult("db1.example.jp", "a@example.com").kind())
			.isEqualTo(ConnectionResult.Kind.OPEN);
	}

	@Test
	void withoutRecordRuleOrConnectorThereIsNoRoute() {
		TunnelId lonely = this.cloudflare.addTunnel("lonely");
		assertThat(this.cloudflare.state().connectionResult("x.example.jp", "a@example.com").reason())
			.contains("no DNS record");
		this.somebody.pointAtTunnel("x.example.jp", lonely);
		assertThat(this.cloudflare.state().connectionResult("x.example.jp", "a@example.com").reason())
			.contains("no rule");
		this.somebody.addRule(lonely, "x.example.jp", "ssh://x:22");
		assertThat(this.cloudflare.state().connectionResult("x.example.jp", "a@example.com").reason())
			.contains("no connector");
		this.cloudflare.addConnector(lonely);
		assertThat(this.cloudflare.state().connectionResult("x.example.jp", "a@example.com").kind())
			.isEqualTo(ConnectionResult.Kind.OPEN);
	}

}
