package dev.postern.fake.contract;

import java.time.Duration;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.watch.JournalEntry;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.SettableClock;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes of DNS records, one by one and in batches. */
class DnsChangesTests {

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
	void patchMerges() {
		String id = create(cname("db1.example.jp")).id();
		this.clock.goOn(Duration.ofMinutes(1));

		JsonNode patched = this.api.patch(this.records + "/" + id, "{\"content\": \"other.example.net\"}").result();

		assertThat(patched.path("content").asString()).isEqualTo("other.example.net");
		assertThat(patched.path("proxied").asBoolean()).isTrue();
		assertThat(patched.path("comment").asString()).isEqualTo("postern:1");
		assertThat(patched.path("id").asString()).isEqualTo(id);
		assertThat(patched.path("created_on").asString()).isEqualTo("2026-11-22T10:00:00.000000Z");
		assertThat(patched.path("modified_on").asString()).isEqualTo("2026-11-22T10:01:00.000000Z");
		assertThat(patched.path("comment_modified_on").asString()).isEqualTo("2026-11-22T10:00:00.000000Z");
	}

	@Test
	void putOverwritesAlsoWithDefaults() {
		String id = create(cname("db1.example.jp")).id();

		JsonNode put = this.api
			.put(this.records + "/" + id,
					"{\"type\": \"CNAME\", \"name\": \"db1.example.jp\", \"content\": \"other.example.net\"}")
			.result();

		assertThat(put.path("proxied").asBoolean()).isFalse();
		assertThat(put.path("comment").isNull()).isTrue();
		assertThat(put.path("id").asString()).isEqualTo(id);
		assertThat(this.api.put(this.records + "/" + id, "{\"content\": \"x.example.net\"}").status()).isEqualTo(400);
	}

	@Test
	void aChangeCanConflictToo() {
		create(cname("db1.example.jp"));
		String second = create(cname("db2.example.jp")).id();

		assertThat(this.api.patch(this.records + "/" + second, "{\"name\": \"db1.example.jp\"}").problem())
			.startsWith("400 81058");
		assertThat(this.api.patch(this.records + "/" + second, "{\"ttl\": 1}").status()).isEqualTo(200);
	}

	@Test
	void aBatchGoesInTheOrderDeletesPatchesPutsPosts() {
		String old = create(cname("db1.example.jp")).id();
		String patched = create(cname("db2.example.jp")).id();
		String put = create(cname("db3.example.jp")).id();

		JsonNode done = this.api
			.post(this.records + "/batch",
					"""
							{"posts": [%s], "puts": [{"id": "%s", "type": "A", "name": "db3.example.jp", "content": "192.0.2.3"}],
							 "patches": [{"id": "%s", "comment": "changed"}], "deletes": [{"id": "%s"}]}"""
						.formatted(cname("db1.example.jp"), put, patched, old))
			.result();

		assertThat(done.path("deletes").path(0).path("id").asString()).isEqualTo(old);
		assertThat(done.path("patches").path(0).path("comment").asString()).isEqualTo("changed");
		assertThat(done.path("puts").path(0).path("type").asString()).isEqualTo("A");
		assertThat(done.path("posts").path(0).path("name").asString()).isEqualTo("db1.example.jp");
		assertThat(done.path("posts").path(0).path("id").asString()).isNotEqualTo(old);
		assertThat(this.cloudflare.state().dnsRecords()).hasSize(3);
	}

	@Test
	void aBatchIsDoneWholeOrNotAtAll() {
		String id = create(cname("db1.example.jp")).id();

		ApiClient.Reply reply = this.api.post(this.records + "/batch", """
				{"deletes": [{"id": "%s"}], "posts": [%s, {"type": "A", "name": "bad", "content": "bad"}]}"""
			.formatted(id, cname("db2.example.jp")));

		assertThat(reply.problem()).startsWith("400 1004");
		assertThat(this.cloudflare.state().dnsRecords()).singleElement()
			.extracting((record) -> record.path("id").asString())
			.isEqualTo(id);
		assertThat(this.cloudflare.journal().matching(Calls.BATCH_DNS)).singleElement()
			.extracting(JournalEntry::committed)
			.isEqualTo(false);
	}

	@Test
	void aBatchSaysNullForListsThatWereNotGivenAndFailsForMissingRecords() {
		JsonNode done = this.api.post(this.records + "/batch", "{\"posts\": [%s]}".formatted(cname("a.example.jp")))
			.result();

		assertThat(done.path("deletes").isNull()).isTrue();
		assertThat(done.path("patches").isNull()).isTrue();
		assertThat(this.api.post(this.records + "/batch", "{\"deletes\": [{\"id\": \"gone\"}]}").problem())
			.isEqualTo("404 81044 Record does not exist.");
	}

	@Test
	void aBatchHoldsTwoHundredChanges() {
		StringBuilder posts = new StringBuilder(cname("h0.example.jp"));
		for (int i = 1; i <= 200; i++) {
			posts.append(',').append(cname("h%d.example.jp".formatted(i)));
		}

		assertThat(this.api.post(this.records + "/batch", "{\"posts\": [%s]}".formatted(posts)).status())
			.isEqualTo(400);
		this.cloudflare.behaviour().dnsBatchLimit(3500);
		assertThat(this.api.post(this.records + "/batch", "{\"posts\": [%s]}".formatted(posts)).status())
			.isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			name.exact=db1.example.jp                                | 1
			name.exact=DB1.EXAMPLE.JP                                | 1
			name=db1.example.jp                                      | 1
			name.contains=db                                         | 2
			name.startswith=mail                                     | 1
			name.endswith=.jp                                        | 3
			content.contains=cfargotunnel                            | 2
			comment.startswith=postern:                              | 2
			comment.exact=postern:1                                  | 2
			comment.absent=true                                      | 1
			comment.present=true                                     | 2
			type=CNAME                                               | 2
			type=MX                                                  | 1
			proxied=true                                             | 2
			proxied=false                                            | 1
			search=mail                                              | 1
			tag.present=owner                                        | 0
			name.exact=db1.example.jp&type=MX                        | 0
			name.exact=db1.example.jp&type=MX&match=any              | 2
			""")
	void filtersChoose(String query, int found) {
		create(cname("db1.example.jp"));
		create(cname("db2.example.jp"));
		create("{\"type\": \"MX\", \"name\": \"mail.example.jp\", \"content\": \"mx.example.net\"}");

		assertThat(this.api.get(this.records + "?" + query).result()).hasSize(found);
	}

	@Test
	void theOrderCanBeTurned() {
		create(cname("db1.example.jp"));
		create(cname("db2.example.jp"));

		assertThat(this.api.get(this.records + "?order=name&direction=desc").result().path(0).path("name").asString())
			.isEqualTo("db2.example.jp");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PATCH", "PUT", "DELETE" })
	void aRecordOfEmailRoutingStaysAsItIs(String method) {
		DnsRecordId id = this.cloudflare.addEmailRoutingRecord("example.jp", "route1.mx.cloudflare.net");

		assertThat(this.api.send(method, this.records + "/" + id, method.equals("DELETE") ? null : "{}").problem())
			.startsWith("400 890190");
	}

	private ApiClient.Reply create(String body) {
		return this.api.post(this.records, body);
	}

	private String cname(String name) {
		return """
				{"type": "CNAME", "name": "%s", "content": "%s.cfargotunnel.com", "proxied": true, "ttl": 1,
				 "comment": "postern:1"}""".formatted(name, this.tunnel);
	}

}
