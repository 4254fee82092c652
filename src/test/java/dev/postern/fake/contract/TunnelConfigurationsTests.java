package dev.postern.fake.contract;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.TunnelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Configurations of tunnels. */
class TunnelConfigurationsTests {

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final TunnelId tunnel = this.cloudflare.addTunnel("office");

	private final ApiClient api = ApiClient.of(this.cloudflare);

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void aFreshTunnelHasVersionZeroAndNullForAConfiguration() {
		JsonNode fresh = this.api.get(path(this.tunnel)).result();

		assertThat(fresh.path("version").asInt()).isZero();
		assertThat(fresh.has("config")).isTrue();
		assertThat(fresh.path("config").isNull()).isTrue();
		assertThat(fresh.path("source").asString()).isEqualTo("cloudflare");
	}

	@Test
	void eachPutCountsTheVersionAndReplacesTheWholeObject() {
		put("""
				{"ingress": [{"hostname": "a.example.jp", "service": "http://a"}, {"service": "http_status:404"}],
				 "originRequest": {"connectTimeout": 10}, "warp-routing": {"enabled": true}}""");

		JsonNode second = put("{\"ingress\": [{\"service\": \"http_status:503\"}]}").result();

		assertThat(second.path("version").asInt()).isEqualTo(2);
		assertThat(second.path("config").toString())
			.isEqualTo("{\"ingress\":[{\"service\":\"http_status:503\"}],\"warp-routing\":{\"enabled\":false}}");
		assertThat(this.cloudflare.state().configurationVersion(this.tunnel)).isEqualTo(2);
	}

	@Test
	void unknownKeysAndTheirOrderAndNumbersAreKept() {
		String config = """
				{"z-new":{"b":1.50,"a":[1,2]},"ingress":[{"service":"http://a","hostname":"a.example.jp","x-note":"keep",\
				"originRequest":{"noTLSVerify":true,"fancy":{"k":null}}},{"service":"http_status:404"}],\
				"warp-routing":{"enabled":true},"a-new":12345678901234567890}""";

		put(config);

		assertThat(this.api.get(path(this.tunnel)).result().path("config").toString()).isEqualTo(config);
	}

	@Test
	void theApiAddsAnEmptyOriginRequest() {
		put("{\"ingress\": [{\"hostname\": \"a.example.jp\", \"service\": \"ssh://a:22\"}, {\"service\": \"http_status:404\"}]}");

		assertThat(this.cloudflare.state().ingress(this.tunnel)).extracting(JsonNode::toString)
			.containsExactly("{\"hostname\":\"a.example.jp\",\"service\":\"ssh://a:22\",\"originRequest\":{}}",
					"{\"service\":\"http_status:404\"}");
	}

	@Test
	void locallyManagedAndDeletedTunnelsHaveNoConfiguration() {
		TunnelId local = this.cloudflare.addTunnel("by-file", "local");
		TunnelId deleted = this.cloudflare.addTunnel("gone");
		this.cloudflare.asSomebodyElse().removeTunnel(deleted);

		for (TunnelId id : new TunnelId[] { local, deleted }) {
			assertThat(this.api.get(path(id)).problem()).isEqualTo("404 1055 Configuration for tunnel not found");
			assertThat(this.api.put(path(id), "{\"config\": {\"ingress\": [{\"service\": \"http_status:404\"}]}}")
				.problem()).isEqualTo("404 1055 Configuration for tunnel not found");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"config\": null}", "{\"config\": {}}", "{\"config\": {\"ingress\": []}}",
			"{\"config\": {\"ingress\": null}}", "{\"ingress\": [{\"service\": \"http_status:404\"}]}", "not json" })
	void aConfigurationNeedsRules(String body) {
		assertThat(this.api.put(path(this.tunnel), body).problem()).isEqualTo("400 1056 Bad Configuration: "
				+ "Validation failed: The config file doesn't contain any ingress rules\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"hostname":"a.example.jp","service":"ssh://h:22"}  | The last ingress rule must match all URLs (i.e. it should not have a hostname or path filter)
					{"service":"ssh://h:22","path":"/x"}                | The last ingress rule must match all URLs (i.e. it should not have a hostname or path filter)
					{"service":"http_status:99"}                        | invalid HTTP status code: 99
					{"service":"http_status:9999"}                      | invalid HTTP status code: 9999
					{"service":"http_status:abc"}                       | invalid HTTP status code: strconv.Atoi: parsing "abc": invalid syntax
					{"service":"ssh://h:22/"}                           | ssh://h:22/ is an invalid address, ingress rules don't support proxying to a different path on the origin service. The path will be the same as the eyeball request's path
					{"service":"ssh://h:22/foo"}                        | ssh://h:22/foo is an invalid address, ingress rules don't support proxying to a different path on the origin service. The path will be the same as the eyeball request's path
					{"service":"server.local:22"}                       | server.local:22 is an invalid address, please make sure it has a scheme and a hostname
					{"service":"server.local"}                          | server.local is an invalid address, please make sure it has a scheme and a hostname
					{"hostname":""}                                     | ' is an invalid address, please make sure it has a scheme and a hostname'
					{"service":"127.0.0.1:22"}                          | parse "127.0.0.1:22": first path segment in URL cannot contain colon
					{"service":"ssh://127.0.0.1:22 "}                   | parse "ssh://127.0.0.1:22 ": invalid port ":22 " after host
					{"service":"ssh://127.0.0.1:22x"}                   | parse "ssh://127.0.0.1:22x": invalid port ":22x" after host
					{"service":"ssh://[fd00::5:22"}                     | parse "ssh://[fd00::5:22": missing ']' in host
					{"service":"http_status:404","originRequest":{"connectTimeout":"10s"}} | strconv.ParseInt: parsing "\\"10s\\"": invalid syntax
					{"service":"http_status:404","originRequest":{"tcpKeepAlive":10.5}}    | strconv.ParseInt: parsing "10.5": invalid syntax
					{"service":"ssh://h:22","originRequest":{"access":{"required":true,"audTag":["x"]}}} | access.TeamName cannot be blank when access.audTags are present
					""")
	void aBadLastRuleIsRefusedInTheWordsOfCloudflared(String rule, String text) {
		assertThat(put("{\"ingress\": [%s]}".formatted(rule)).problem())
			.isEqualTo("400 1056 Bad Configuration: Validation failed: " + text + "\n");
		assertThat(this.cloudflare.state().configurationVersion(this.tunnel)).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"service":"ssh://h:22"}                                      | Rule #1 is matching the hostname '', but this will match every hostname, meaning the rules which follow it will never be triggered.
					{"hostname":"*","service":"ssh://h:22"}                       | Rule #1 is matching the hostname '*', but this will match every hostname, meaning the rules which follow it will never be triggered.
					{"hostname":"a.example.com:22","service":"ssh://h:22"}        | Hostname cannot contain a port
					{"hostname":"https://a.example.com","service":"ssh://h:22"}   | Hostname cannot contain a port
					{"hostname":"a.*.example.com","service":"ssh://h:22"}         | Hostname patterns can have at most one wildcard character ("*") and it can only be used for subdomains, e.g. "*.example.com"
					{"hostname":"a*.example.com","service":"ssh://h:22"}          | Hostname patterns can have at most one wildcard character ("*") and it can only be used for subdomains, e.g. "*.example.com"
					{"hostname":"a.example.com","path":"(","service":"http://h"}  | Rule #1 has an invalid regex: error parsing regexp: missing closing ): `(`
					""")
	void aBadRuleBeforeTheLastIsRefusedInTheWordsOfCloudflared(String rule, String text) {
		assertThat(put("{\"ingress\": [%s, {\"service\": \"http_status:404\"}]}".formatted(rule)).problem())
			.isEqualTo("400 1056 Bad Configuration: Validation failed: " + text + "\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssh://h:0", "ssh://h:99999", "ssh://root@h", "ssh://fd00::5:22", "ssh://[fd00::5]:22",
			"http://h:22", "strange://h:1", "unix:/run/sock", "unix+tls:/run/sock", "hello_world", "bastion",
			"socks-proxy", "http_status:100", "http_status:999" })
	void oddServicesThatCloudflaredTakesAreTaken(String service) {
		assertThat(put("{\"ingress\": [{\"hostname\": \"a.example.jp\", \"service\": \"%s\"}, {\"service\": \"%s\"}]}"
			.formatted(service, service)).status()).isEqualTo(200);
	}

	@Test
	void duplicateHostnamesAndAStarWithoutDotAreTaken() {
		assertThat(
				put("""
						{"ingress": [{"hostname": "a.example.jp", "service": "ssh://a:22"},
						 {"hostname": "a.example.jp", "service": "ssh://b:22"}, {"hostname": "*example.jp", "service": "ssh://c:22"},
						 {"hostname": "*", "service": "http_status:404"}]}""")
					.status())
			.isEqualTo(200);
	}

	private ApiClient.Reply put(String config) {
		return this.api.put(path(this.tunnel), "{\"config\": %s}".formatted(config));
	}

	private static String path(TunnelId tunnel) {
		return "/accounts/{account}/cfd_tunnel/%s/configurations".formatted(tunnel);
	}

}
