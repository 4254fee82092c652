package dev.postern.cloudflare;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import dev.postern.cloudflare.StubApi.Answer;
import dev.postern.cloudflare.StubApi.Seen;
import dev.postern.cloudflare.model.AccessApp;
import dev.postern.cloudflare.model.AccessRequestPage;
import dev.postern.cloudflare.model.Connector;
import dev.postern.cloudflare.model.DnsBatch;
import dev.postern.cloudflare.model.DnsRecord;
import dev.postern.cloudflare.model.DnsRecordDraft;
import dev.postern.cloudflare.model.Organization;
import dev.postern.cloudflare.model.Setting;
import dev.postern.cloudflare.model.TokenCleanUp;
import dev.postern.cloudflare.model.Tunnel;
import dev.postern.cloudflare.model.TunnelConfiguration;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.LosslessJson;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The facade against a server on the wire. */
class CloudflareTests {

	private static final TunnelId TUNNEL = TunnelId.of("f70ff985-a4ef-4643-bbbc-4a0ed4fc8415");

	private static final AccessAppId APP = AccessAppId.of("699d9864-2c56-4d2e-855e-9661899b7252");

	private static final ZoneId ZONE = ZoneId.of("9a7806061c88ada191ed06f989cc3dac");

	private static final DnsRecordId RECORD = DnsRecordId.of("372e67954025e0ba6aaa6d586b9e0b59");

	private static final String RECORD_JSON = """
			{"id":"%s","name":"web-01.example.com","type":"CNAME","content":"x.cfargotunnel.com","proxied":true,"ttl":1,"comment":"postern:1","tags":[],"meta":{}}"""
		.formatted(RECORD);

	private static final DnsRecordDraft DRAFT = new DnsRecordDraft("CNAME", "web-01.example.com", "x.cfargotunnel.com",
			true, 1, "postern:1");

	private final StubApi stub = new StubApi();

	@AfterEach
	void stop() {
		this.stub.close();
	}

	@Test
	void showsTheTokenAndAStableUserAgentAndNothingElse() {
		this.stub.answering((request) -> Answer.ok(tunnel("{}")));

		this.stub.ask((cloudflare) -> cloudflare.tunnel(TUNNEL));

		Map<String, List<String>> headers = this.stub.seen().getFirst().headers();
		assertThat(headers.get("Authorization")).containsExactly("Bearer " + StubApi.TOKEN);
		assertThat(headers).doesNotContainKeys("X-auth-email", "X-auth-key");
		assertThat(headers.get("User-agent")).singleElement().asString().startsWith("postern/");
	}

	@Test
	void readsATunnelManagedFromHere() {
		this.stub.answering((request) -> Answer.ok(tunnel("""
				{"config_src":"cloudflare","status":"healthy","created_at":"2026-11-02T09:15:27.512034Z"}""")));

		Tunnel tunnel = this.stub.ask((cloudflare) -> cloudflare.tunnel(TUNNEL));

		assertThat(tunnel)
			.isEqualTo(new Tunnel(TUNNEL, "ssh", "healthy", true, Instant.parse("2026-11-02T09:15:27.512034Z"), null));
		assertThat(this.stub.seen()).extracting(Seen::line)
			.containsExactly("GET /client/v4/accounts/acc/cfd_tunnel/" + TUNNEL);
	}

	@Test
	void listsTunnelsThatAreNotDeletedAndDropsThoseThatAreAllTheSame() {
		String deleted = tunnel("{\"deleted_at\":\"2026-11-02T09:15:27Z\"}").replace("f70f", "aaaa");
		this.stub
			.answering((request) -> Answer.page(2, "[" + tunnel("{\"remote_config\":true}") + "," + deleted + "]"));

		List<Tunnel> tunnels = this.stub.ask(Cloudflare::tunnels);

		assertThat(tunnels).singleElement().extracting(Tunnel::remotelyManaged).isEqualTo(true);
		assertThat(this.stub.seen()).singleElement()
			.extracting(Seen::target)
			.asString()
			.contains("is_deleted=false", "per_page=1000", "page=1");
	}

	@Test
	void carriesAConfigurationThroughByteByByte() {
		String config = """
				{"zeta":10,"ingress":[{"hostname":"wiki.example.com","service":"http://wiki:8080","originRequest":{"connectTimeout":10,"ratio":1.50,"big":12345678901234567890123456789.10},"unknown":[null,true,{"ü":"…\\n"}]},{"service":"http_status:404"}],"warp-routing":{"enabled":false},"alpha":1.0,"huge":123456789012345678901234567890}""";
		this.stub
			.answering((request) -> Answer.ok("{\"version\":7,\"source\":\"cloudflare\",\"config\":" + config + "}"));

		TunnelConfiguration written = this.stub.ask((cloudflare) -> {
			ObjectNode read = cloudflare.configuration(TUNNEL).config();
			return cloudflare.replaceConfiguration(TUNNEL,
					read == null ? LosslessJson.MAPPER.createObjectNode() : read);
		});

		assertThat(this.stub.seen().getLast().method()).isEqualTo("PUT");
		assertThat(this.stub.seen().getLast().body()).isEqualTo("{\"config\":" + config + "}");
		assertThat(written.version()).isEqualTo(7);
	}

	@Test
	void carriesAnAccessApplicationThroughByteByByte() {
		String app = """
				{"zzz":1.50,"id":"%s","aud":"aud","name":"é","policies":[{"include":[{"future":{"n":10}}]}],"created_at":"2026-11-02T09:15:27Z"}"""
			.formatted(APP);
		this.stub.answering((request) -> Answer.ok(app));

		AccessApp written = this.stub
			.ask((cloudflare) -> cloudflare.replaceAccessApp(APP, cloudflare.accessApp(APP).body()));

		assertThat(this.stub.seen().getLast().body()).isEqualTo(app);
		assertThat(written.aud()).isEqualTo("aud");
	}

	@Test
	void readsAFreshTunnelsConfigurationAsNone() {
		this.stub.answering((request) -> Answer.ok("{\"version\":0,\"source\":\"cloudflare\",\"config\":null}"));

		TunnelConfiguration fresh = this.stub.ask((cloudflare) -> cloudflare.configuration(TUNNEL));

		assertThat(fresh).isEqualTo(new TunnelConfiguration(0, null));
	}

	@Test
	void aConfigurationKeptWhereTheTunnelRunsIsMissingHere() {
		this.stub.answering((request) -> Answer.ok("{\"version\":3,\"source\":\"local\",\"config\":{\"ingress\":[]}}"));

		assertThatExceptionOfType(CloudflareException.Missing.class)
			.isThrownBy(() -> this.stub.ask((cloudflare) -> cloudflare.configuration(TUNNEL)));
	}

	@Test
	void readsConnectorsAndTheirConfigurationVersion() {
		this.stub.answering((request) -> Answer
			.ok("""
					[{"id":"c1","version":"2026.8.2","arch":"linux_amd64","run_at":"2026-11-02T09:19:59Z","config_version":3,
					"conns":[{"origin_ip":"203.0.113.10","colo_name":"nrt08"},{"origin_ip":"203.0.113.10","colo_name":"kix01"}]},{"id":"c2"}]"""));

		List<Connector> connectors = this.stub.ask((cloudflare) -> cloudflare.connectors(TUNNEL));

		assertThat(connectors).containsExactly(
				new Connector("c1", "2026.8.2", "linux_amd64", Instant.parse("2026-11-02T09:19:59Z"), 2,
						List.of("kix01", "nrt08"), "203.0.113.10", 3),
				new Connector("c2", "", null, null, 0, List.of(), null, null));
	}

	@Test
	void noConnectorsMayAlsoBeNull() {
		this.stub.answering((request) -> Answer.ok("null"));

		List<Connector> connectors = this.stub.ask((cloudflare) -> cloudflare.connectors(TUNNEL));

		assertThat(connectors).isEmpty();
	}

	@Test
	void makesPatchesAndRemovesRecords() {
		this.stub.answering((request) -> Answer.ok(RECORD_JSON));

		DnsRecord made = this.stub.ask((cloudflare) -> {
			cloudflare.patchDnsRecord(ZONE, RECORD, DRAFT);
			cloudflare.deleteDnsRecord(ZONE, RECORD);
			return cloudflare.createDnsRecord(ZONE, DRAFT);
		});

		assertThat(made).isEqualTo(new DnsRecord(RECORD, "CNAME", "web-01.example.com", "x.cfargotunnel.com", true, 1,
				"postern:1", Set.of()));
		String records = " /client/v4/zones/" + ZONE + "/dns_records";
		assertThat(this.stub.seen()).extracting(Seen::line)
			.containsExactly("PATCH" + records + "/" + RECORD, "DELETE" + records + "/" + RECORD, "POST" + records);
		assertThat(LosslessJson.MAPPER.readTree(this.stub.seen().getLast().body()))
			.isEqualTo(LosslessJson.MAPPER.readTree("""
					{"type":"CNAME","name":"web-01.example.com","content":"x.cfargotunnel.com","proxied":true,"ttl":1,
					"comment":"postern:1"}"""));
	}

	@Test
	void changesRecordsInOneBatch() {
		this.stub.answering((request) -> Answer
			.ok("{\"deletes\":null,\"patches\":null,\"puts\":null,\"posts\":[" + RECORD_JSON + "]}"));

		DnsBatch.Result result = this.stub.ask((cloudflare) -> cloudflare.changeDnsRecords(ZONE,
				new DnsBatch(List.of(RECORD), Map.of(RECORD, DRAFT), List.of(DRAFT))));

		assertThat(result.posts()).extracting(DnsRecord::id).containsExactly(RECORD);
		ObjectNode sent = (ObjectNode) LosslessJson.MAPPER.readTree(this.stub.seen().getFirst().body());
		assertThat(sent.at("/deletes/0/id").stringValue()).isEqualTo(RECORD.value());
		assertThat(sent.at("/patches/0/id").stringValue()).isEqualTo(RECORD.value());
		assertThat(sent.at("/patches/0/proxied").booleanValue()).isTrue();
		assertThat(sent.at("/posts/0/name").stringValue()).isEqualTo("web-01.example.com");
	}

	@Test
	void aBatchThatAnswersFewerRecordsThanItMadeIsNotKnown() {
		this.stub.answering((request) -> Answer.ok("{\"posts\":null}"));

		assertThatExceptionOfType(CloudflareException.Unavailable.class).isThrownBy(() -> this.stub
			.ask((cloudflare) -> cloudflare.changeDnsRecords(ZONE, new DnsBatch(List.of(), Map.of(), List.of(DRAFT)))));
	}

	@Test
	void refusesABatchOfMoreThan200() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.stub.ask((cloudflare) -> cloudflare
			.changeDnsRecords(ZONE, new DnsBatch(List.of(), Map.of(), Collections.nCopies(201, DRAFT)))));
		assertThat(this.stub.seen()).isEmpty();
	}

	@Test
	void readsTheLoginLogOldestFirst() {
		this.stub.answering((request) -> Answer
			.ok("""
					[{"user_email":"jdoe@example.com","ip_address":"198.51.100.23","app_uid":"u","app_domain":"web-01.example.com",
					"action":"login","connection":"google","allowed":true,"created_at":"2026-11-02T10:01:02Z","ray_id":"8d","new":1}]"""));

		AccessRequestPage logins = this.stub.ask((cloudflare) -> cloudflare
			.accessRequests(Instant.parse("2026-11-02T00:00:00Z"), Instant.parse("2026-11-03T00:00:00Z"), 2, 100));

		assertThat(logins.requests()).singleElement().satisfies((login) -> {
			assertThat(login.rayId()).isEqualTo("8d");
			assertThat(login.userEmail()).isEqualTo("jdoe@example.com");
			assertThat(login.country()).isNull();
			assertThat(login.raw().path("new").intValue()).isEqualTo(1);
		});
		assertThat(this.stub.seen().getFirst().target()).contains("since=2026-11-02T00%3A00%3A00Z",
				"until=2026-11-03T00%3A00%3A00Z", "direction=asc", "page=2", "limit=100", "per_page=100");
	}

	@Test
	void readsTheOrganizationAndItsTeamName() {
		this.stub
			.answering((request) -> Answer.ok("{\"name\":\"Acme\",\"auth_domain\":\"acme.cloudflareaccess.com\"}"));

		Organization organization = this.stub.ask(Cloudflare::organization);

		assertThat(organization).isEqualTo(new Organization("Acme", "acme.cloudflareaccess.com", Setting.UNKNOWN,
				List.of(), Setting.UNKNOWN, new TokenCleanUp(Setting.UNKNOWN, OptionalInt.empty()), Setting.UNKNOWN));
		assertThat(organization.teamName()).isEqualTo("acme");
	}

	@Test
	void readsTheSettingsOfTheOrganization() {
		this.stub.answering((request) -> Answer.ok("""
				{"name":"Acme","auth_domain":"acme.cloudflareaccess.com","deny_unmatched_requests":true,
				"deny_unmatched_requests_exempted_zone_names":["example.org"],"strict_service_token_auth":false,
				"service_token_inactivity":{"enabled":true,"inactivity_days":45},"is_ui_read_only":true}"""));

		Organization organization = this.stub.ask(Cloudflare::organization);

		assertThat(organization).isEqualTo(new Organization("Acme", "acme.cloudflareaccess.com", Setting.ON,
				List.of("example.org"), Setting.OFF, new TokenCleanUp(Setting.ON, OptionalInt.of(45)), Setting.ON));
	}

	@Test
	void aSettingOfAnotherTypeIsNotKnownAndHidesNoOther() {
		this.stub.answering((request) -> Answer.ok("""
				{"name":"Acme","auth_domain":"acme.cloudflareaccess.com","deny_unmatched_requests":"yes",
				"deny_unmatched_requests_exempted_zone_names":[1],"strict_service_token_auth":null,
				"service_token_inactivity":"30d","is_ui_read_only":true}"""));

		Organization organization = this.stub.ask(Cloudflare::organization);

		assertThat(organization.denyUnmatchedRequests()).isEqualTo(Setting.UNKNOWN);
		assertThat(organization.exemptZones()).isNull();
		assertThat(organization.strictServiceTokenAuth()).isEqualTo(Setting.UNKNOWN);
		assertThat(organization.tokenCleanUp().setting()).isEqualTo(Setting.UNKNOWN);
		assertThat(organization.uiReadOnly()).isEqualTo(Setting.ON);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"enabled":true,"days":30}            | ON      | 30
			{"enabled":false,"days":30}           | OFF     | 30
			{"inactivity_period_days":60}         | ON      | 60
			{"enabled":true,"duration":"720h"}    | ON      | 30
			{"enabled":true}                      | ON      | -1
			{"enabled":true,"days":"many"}        | ON      | -1
			{"enabled":true,"days":-3}            | ON      | -1
			{"enabled":"on","days":99999999999}   | UNKNOWN | -1
			{}                                    | UNKNOWN | -1
			null                                  | UNKNOWN | -1
			[30]                                  | UNKNOWN | -1""")
	void theCleanUpOfServiceTokensIsReadAsFarAsItCanBe(String value, Setting setting, int days) {
		this.stub.answering((request) -> Answer.ok("""
				{"auth_domain":"acme.cloudflareaccess.com","service_token_inactivity":%s}""".formatted(value)));

		TokenCleanUp cleanUp = this.stub.ask(Cloudflare::organization).tokenCleanUp();

		assertThat(cleanUp.setting()).isEqualTo(setting);
		assertThat(cleanUp.days().orElse(-1)).isEqualTo(days);
	}

	private static String tunnel(String extra) {
		ObjectNode tunnel = (ObjectNode) LosslessJson.MAPPER
			.readTree("{\"id\":\"" + TUNNEL + "\",\"name\":\"ssh\",\"deleted_at\":null}");
		tunnel.setAll((ObjectNode) LosslessJson.MAPPER.readTree(extra));
		return tunnel.toString();
	}

}
