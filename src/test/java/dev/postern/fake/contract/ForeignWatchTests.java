package dev.postern.fake.contract;

import java.util.List;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.SomebodyElse;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.watch.Violation;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is not Postern's is noticed when it changes, and only then (I2). */
class ForeignWatchTests {

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

	ForeignWatchTests() {
		this.somebody.putConfiguration(this.tunnel, config(TOP, WIKI, LAB, CATCH_ALL));
	}

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void I2_aForeignRuleMayNotVanish() {
		route(TOP, LAB, CATCH_ALL);

		assertThat(this.cloudflare.watch().violations().getFirst().text()).contains("wiki.example.jp", "gone");
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"hostname\":\"wiki.example.jp\",\"service\":\"http://wiki:8080\",\"originRequest\":{\"noTLSVerify\":true}}",
			"{\"service\":\"http://wiki:8080\",\"hostname\":\"wiki.example.jp\",\"x-note\":\"keep\",\"originRequest\":{\"noTLSVerify\":true}}",
			"{\"hostname\":\"wiki.example.jp\",\"service\":\"http://wiki:8081\",\"x-note\":\"keep\",\"originRequest\":{\"noTLSVerify\":true}}" })
	void I2_aForeignRuleStaysByteForByte(String changed) {
		route(TOP, changed, LAB, CATCH_ALL);

		assertThat(promises()).contains("I2");
	}

	@Test
	void I2_theOrderOfForeignRulesStays() {
		route(TOP, LAB, WIKI, CATCH_ALL);

		assertThat(promises()).containsOnly("I2");
	}

	@Test
	void I2_theForeignCatchAllStays() {
		route(TOP, WIKI, LAB, "{\"service\":\"http_status:503\"}");

		assertThat(promises()).contains("I2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"originRequest\":{\"connectTimeout\":10},\"warp-routing\":{\"enabled\":true}",
			"\"originRequest\":{\"connectTimeout\":30},\"warp-routing\":{\"enabled\":true},\"new\":1", "\"new\":1" })
	void I2_theOtherSettingsOfATunnelStay(String top) {
		route(top, WIKI, LAB, CATCH_ALL);

		assertThat(this.cloudflare.watch().violations().getFirst().text()).contains("settings of tunnel");
	}

	@Test
	void I2_aForeignHostnameIsNotLedElsewhereByARuleBeforeIt() {
		route(TOP, "{\"hostname\":\"*.example.jp\",\"service\":\"ssh://10.0.0.1:22\",\"originRequest\":{}}", WIKI, LAB,
				CATCH_ALL);

		assertThat(this.cloudflare.watch().violations().getFirst().text()).contains("wiki.example.jp is led to");
	}

	@Test
	void I2_rulesOfOursMayComeAndGoAnywhere() {
		protect(DB);
		route(TOP, OURS, WIKI, LAB, CATCH_ALL);
		route(TOP, WIKI, OURS, LAB, CATCH_ALL);
		route(TOP, WIKI, LAB, CATCH_ALL);

		this.cloudflare.watch().assertNoViolations();
	}

	@Test
	void I2_aTunnelWithoutConfigurationMayGetOne() {
		TunnelId fresh = this.cloudflare.addTunnel("fresh");

		this.api.put("/accounts/{account}/cfd_tunnel/%s/configurations".formatted(fresh),
				"{\"config\": %s}".formatted(config(TOP, OURS, CATCH_ALL)));

		this.cloudflare.watch().assertNoViolations();
	}

	@Test
	void I2_foreignRecordsAndApplicationsStayAsTheyAre() {
		DnsRecordId record = this.somebody
			.addDnsRecord("{\"type\": \"A\", \"name\": \"www.example.jp\", \"content\": \"192.0.2.1\"}");
		AccessAppId app = this.somebody.addApp("wiki.example.jp", "a@example.com");

		this.api.patch(records() + "/" + record, "{\"content\": \"192.0.2.2\"}");
		this.api.put("/accounts/{account}/access/apps/" + app, "{\"type\": \"ssh\", \"domain\": \"wiki.example.jp\"}");
		assertThat(promises()).containsExactly("I2", "I2");
		this.cloudflare.watch().forgive();
		this.cloudflare.seal();

		this.api.delete(records() + "/" + record);
		this.api.delete("/accounts/{account}/access/apps/" + app);
		assertThat(this.cloudflare.watch().violations()).extracting(Violation::text)
			.anyMatch((text) -> text.contains("DNS record " + record) && text.endsWith("after:  nothing"))
			.anyMatch((text) -> text.contains("application " + app) && text.endsWith("after:  nothing"));
	}

	@Test
	void I2_foreignPoliciesGroupsTagsAndTunnelsStayAsTheyAre() {
		String policy = this.somebody
			.addPolicy("{\"name\": \"p\", \"decision\": \"allow\", \"include\": [{\"everyone\": {}}]}");
		String group = this.somebody.addGroup("{\"name\": \"g\", \"include\": [{\"everyone\": {}}]}");
		this.somebody.addTag("theirs");

		this.api.delete("/accounts/{account}/access/policies/" + policy);
		this.api.delete("/accounts/{account}/access/groups/" + group);
		this.api.delete("/accounts/{account}/access/tags/theirs");
		this.api.patch("/accounts/{account}/cfd_tunnel/" + this.tunnel, "{\"name\": \"renamed\"}");

		assertThat(promises()).containsExactly("I2", "I2", "I2", "I2");
	}

	@Test
	void linkingAForeignPolicyDoesNotChangeIt() {
		String policy = this.somebody
			.addPolicy("{\"name\": \"p\", \"decision\": \"allow\", \"include\": [{\"everyone\": {}}]}");

		this.api.post("/accounts/{account}/access/apps",
				"{\"type\": \"ssh\", \"domain\": \"%s\", \"policies\": [\"%s\"]}".formatted(DB, policy));

		this.cloudflare.watch().assertNoViolations();
	}

	@Test
	void whatSomebodyElseChangesIsTheNewForeignState() {
		protect(DB);
		route(TOP, WIKI, OURS, LAB, CATCH_ALL);
		this.somebody.addRule(this.tunnel, "new.example.jp", "http://new");
		String added = "{\"hostname\":\"new.example.jp\",\"service\":\"http://new\",\"originRequest\":{}}";

		route(TOP, WIKI, LAB, added, CATCH_ALL);
		this.cloudflare.watch().assertNoViolations();

		route(TOP, WIKI, LAB, CATCH_ALL);
		assertThat(promises()).contains("I2");
	}

	@Test
	void ourRuleStaysOursWhenSomebodyElseChangesIt() {
		protect(DB);
		route(TOP, WIKI, OURS, LAB, CATCH_ALL);
		this.somebody.editIngress(this.tunnel, (rules) -> {
			rules.set(1, Json.parse(OURS.replace("10.0.0.1", "10.9.9.9")));
			return rules;
		});

		route(TOP, WIKI, OURS, LAB, CATCH_ALL);

		this.cloudflare.watch().assertNoViolations();
	}

	@Test
	void ourRecordStaysOursWhenSomebodyElseChangesIt() {
		String record = expose("nothing.example.jp");
		this.somebody.changeDnsRecord(DnsRecordId.of(record), "{\"comment\": \"mine now\"}");

		this.api.delete(records() + "/" + record);

		this.cloudflare.watch().assertNoViolations();
	}

	@Test
	void sealDeclaresEverythingForeign() {
		String record = expose("nothing.example.jp");
		this.cloudflare.seal();

		this.api.delete(records() + "/" + record);

		assertThat(promises()).containsExactly("I2");
	}

	@Test
	void whatIsHandedOverIsOurs() {
		this.somebody.pointAtTunnel("wiki.example.jp", this.tunnel);
		this.cloudflare.handOver(Hostname.of("wiki.example.jp"));

		this.api.delete(records() + "/"
				+ this.cloudflare.state().dnsRecord("wiki.example.jp").orElseThrow().path("id").asString());
		route(TOP, LAB, CATCH_ALL);

		this.cloudflare.watch().assertNoViolations();
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
