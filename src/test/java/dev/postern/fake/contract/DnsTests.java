package dev.postern.fake.contract;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.kernel.DomainNames;
import dev.postern.kernel.SettableClock;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** DNS records. */
class DnsTests {

	private final SettableClock clock = new SettableClock();

	private final FakeCloudflare cloudflare = FakeCloudflare.start(this.clock);

	private final ZoneId zone = this.cloudflare.addZone("example.jp");

	private final TunnelId tunnel = this.cloudflare.addTunnel("office");

	private final ApiClient api = ApiClient.of(this.cloudflare);

	private final String records = "/zones/%s/dns_records".formatted(this.zone);

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void aRecordIsMadeFoundAndRemoved() {
		ApiClient.Reply created = create(cname("db1.example.jp"));

		assertThat(created.status()).isEqualTo(200);
		assertThat(created.result().path("proxied").asBoolean()).isTrue();
		assertThat(created.result().path("comment").asString()).isEqualTo("postern:1");
		assertThat(created.result().path("created_on").asString()).isEqualTo("2026-11-22T10:00:00.000000Z");
		assertThat(this.api.get(this.records + "/" + created.id()).result()).isEqualTo(created.result());
		ApiClient.Reply deleted = this.api.delete(this.records + "/" + created.id());
		assertThat(deleted.status()).isEqualTo(200);
		assertThat(deleted.result().toString()).isEqualTo("{\"id\":\"%s\"}".formatted(created.id()));
		assertThat(this.api.get(this.records).result()).isEmpty();
	}

	@Test
	void aRecordThatIsNotThereIsSaidSo() {
		for (String method : new String[] { "GET", "PATCH", "PUT", "DELETE" }) {
			assertThat(this.api
				.send(method, this.records + "/372e67954025e0ba6aaa6d586b9e0b59", method.startsWith("P") ? "{}" : null)
				.problem()).isEqualTo("404 81044 Record does not exist.");
		}
	}

	@Test
	void aProxiedRecordHasTtlOneWhateverWasAsked() {
		assertThat(create(cname("db1.example.jp").replace("\"ttl\": 1", "\"ttl\": 3600")).result().path("ttl").asInt())
			.isEqualTo(1);
		assertThat(create("{\"type\": \"A\", \"name\": \"a.example.jp\", \"content\": \"192.0.2.1\", \"ttl\": 3600}")
			.result()
			.path("ttl")
			.asInt()).isEqualTo(3600);
	}

	@Test
	void namesComeBackInPunycodeOrAsTheSwitchSays() {
		assertThat(create(cname("stra\u00dfe.example.jp")).result().path("name").asString())
			.isEqualTo("xn--strae-oqa.example.jp");

		this.cloudflare.behaviour().spelling((name) -> DomainNames.shown(name) + ".");

		assertThat(create(cname("\u65e5\u672c.example.jp")).result().path("name").asString())
			.isEqualTo("\u65e5\u672c.example.jp.");
		assertThat(this.api.get(this.records).result()).extracting((one) -> one.path("name").asString())
			.containsExactlyInAnyOrder("stra\u00dfe.example.jp.", "\u65e5\u672c.example.jp.");
	}

	@Test
	void namesAreCompletedWithTheZoneAndMadeLowerCase() {
		assertThat(create("{\"type\": \"A\", \"name\": \"DB1\", \"content\": \"192.0.2.1\"}").result()
			.path("name")
			.asString()).isEqualTo("db1.example.jp");
		assertThat(create("{\"type\": \"A\", \"name\": \"@\", \"content\": \"192.0.2.1\"}").result()
			.path("name")
			.asString()).isEqualTo("example.jp");
		assertThat(create("{\"type\": \"A\", \"name\": \"bücher.example.jp\", \"content\": \"192.0.2.1\"}").result()
			.path("name")
			.asString()).isEqualTo("xn--bcher-kva.example.jp");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			CNAME | x.example.net | A     | 192.0.2.1     | 81053
			CNAME | x.example.net | AAAA  | 2001:db8::1   | 81053
			CNAME | x.example.net | CNAME | y.example.net | 81053
			CNAME | x.example.net | CNAME | x.example.net | 81058
			A     | 192.0.2.1     | CNAME | x.example.net | 81054
			A     | 192.0.2.1     | A     | 192.0.2.1     | 81058
			CNAME | x.example.net | NS    | ns.example.net | 81056
			A     | 192.0.2.1     | NS    | ns.example.net | 81056
			""")
	void aRecordInTheWayIsAConflict(String type, String content, String otherType, String otherContent, int code) {
		create(record(otherType, otherContent));

		ApiClient.Reply reply = create(record(type, content));

		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json().path("errors").path(0).path("code").asInt()).isEqualTo(code);
		assertThat(this.cloudflare.state().dnsRecords()).hasSize(1);
	}

	@Test
	void recordsThatCanStandSideBySideDo() {
		create(record("A", "192.0.2.1"));

		assertThat(create(record("A", "192.0.2.2")).status()).isEqualTo(200);
		assertThat(create(record("TXT", "hello")).status()).isEqualTo(200);
		assertThat(create("{\"type\": \"CNAME\", \"name\": \"*.example.jp\", \"content\": \"x.example.net\"}").status())
			.isEqualTo(200);
	}

	@Test
	void anIdenticalRecordHasAnOlderWordingToo() {
		this.cloudflare.behaviour().olderDnsWording();
		create(record("A", "192.0.2.1"));

		assertThat(create(record("A", "192.0.2.1")).problem()).isEqualTo("400 81057 Record already exists.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"type": "A", "name": "a", "content": "192.0.2.1", "comment": "%c"}          | 400 9313 DNS record comment exceeds the maximum length of 100 characters.
					{"type": "A", "name": "a", "content": "192.0.2.1", "tags": ["owner:postern"]} | 400 9300 DNS record has 1 tags, exceeding the quota of 0.
					{"type": "A", "name": "a", "content": "192.0.2.1", "proxied": "yes"}         | 400 1004 DNS Validation Error
					{"type": "TXT", "name": "a", "content": "x", "proxied": true}                | 400 1004 DNS Validation Error
					{"type": "A", "name": "a", "content": "192.0.2.1", "ttl": 59}                | 400 1004 DNS Validation Error
					{"type": "A", "name": "a", "content": "192.0.2.1", "ttl": "60"}              | 400 1004 DNS Validation Error
					{"type": "A", "name": "a", "content": "192.0.2.1", "comment": "a\\nb"}       | 400 1004 DNS Validation Error
					{"type": "A", "name": "a", "content": "not an address"}                      | 400 1004 DNS Validation Error
					{"type": "AAAA", "name": "a", "content": "192.0.2.1"}                        | 400 1004 DNS Validation Error
					{"type": "CNAME", "name": "a", "content": "not a name"}                      | 400 1004 DNS Validation Error
					{"type": "A", "name": "-a-", "content": "192.0.2.1"}                         | 400 1004 DNS Validation Error
					{"type": "WHAT", "name": "a", "content": "192.0.2.1"}                        | 400 1004 DNS Validation Error
					{"type": "A", "name": "a"}                                                   | 400 9207 Request body is invalid.
					not json                                                                     | 400 9207 Request body is invalid.
					[]                                                                           | 400 9207 Request body is invalid.
					""")
	void aBadRecordIsRefused(String body, String problem) {
		assertThat(create(body.replace("%c", "c".repeat(101))).problem()).isEqualTo(problem);
	}

	@Test
	void whatExactlyIsInvalidStandsInTheChain() {
		JsonNode error = create("{\"type\": \"A\", \"name\": \"a\", \"content\": \"192.0.2.1\", \"proxied\": \"yes\"}")
			.json()
			.path("errors")
			.path(0);

		assertThat(error.path("error_chain").path(0).path("code").asInt()).isEqualTo(9003);
	}

	@Test
	void aCommentOfHundredCharactersFitsAndPaidPlansTakeMore() {
		String record = "{\"type\": \"A\", \"name\": \"%s\", \"content\": \"192.0.2.1\", \"comment\": \"%s\"}";

		assertThat(create(record.formatted("a", "c".repeat(100))).status()).isEqualTo(200);
		this.cloudflare.behaviour().dnsCommentLimit(500);
		assertThat(create(record.formatted("b", "c".repeat(101))).status()).isEqualTo(200);
	}

	@Test
	void anUnknownZoneIsForbiddenAndNonsenseHasNoRoute() {
		assertThat(this.api.get("/zones/ffffffffffffffffffffffffffffffff/dns_records").problem())
			.isEqualTo("403 10000 Authentication error");
		assertThat(this.api.get("/zones/nonsense/dns_records").problem()).startsWith("404 7003");
	}

	private ApiClient.Reply create(String body) {
		return this.api.post(this.records, body);
	}

	private static String record(String type, String content) {
		return "{\"type\": \"%s\", \"name\": \"h.example.jp\", \"content\": \"%s\"}".formatted(type, content);
	}

	private String cname(String name) {
		return """
				{"type": "CNAME", "name": "%s", "content": "%s.cfargotunnel.com", "proxied": true, "ttl": 1,
				 "comment": "postern:1"}""".formatted(name, this.tunnel);
	}

}
