package dev.postern.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The fake's answers have all fields that Cloudflare's have, of the same kinds. Compares
 * with the recorded samples where they are at hand, else with the shapes kept here.
 */
class SamplesTests {

	private static final String ACCESS = "/accounts/{account}/access";

	private static final String OK = "\"success\": true, \"errors\": [], \"messages\": []";

	private static final String INFO = "{\"page\": 1, \"per_page\": 1, \"count\": 1, \"total_count\": 1, \"total_pages\": 1}";

	private static final Map<String, String> SHAPES = Map.ofEntries(shape("zones-list.200",
			"[{\"id\": \"\", \"name\": \"\", \"status\": \"\", \"account\": {\"id\": \"\"}, \"activated_on\": \"\"}]",
			INFO),
			shape("dns-list.200", """
					[{"id": "", "name": "", "type": "", "content": "", "proxiable": true, "proxied": true, "ttl": 1,
					 "settings": {"flatten_cname": false}, "meta": {}, "comment": "", "tags": [], "created_on": ""}]""",
					INFO),
			shape("tunnel-list.200",
					"[{\"id\": \"\", \"deleted_at\": null, \"config_src\": \"\", \"remote_config\": true}]",
					INFO.replace(", \"total_pages\": 1", "")),
			shape("tunnel-connections.200", "[{\"id\": \"\", \"conns\": [{\"id\": \"\"}], \"config_version\": 1}]",
					null),
			shape("tunnel-config-get-fresh.200",
					"{\"tunnel_id\": \"\", \"version\": 0, \"config\": null, \"source\": \"\"}", null),
			shape("tunnel-config-get.200",
					"{\"version\": 1, \"config\": {\"ingress\": [{\"hostname\": \"\", \"service\": \"\"}]}}", null),
			shape("app-list.200", "[{\"id\": \"\", \"aud\": \"\", \"domain\": \"\", \"policies\": [{\"id\": \"\"}]}]",
					INFO),
			shape("access-requests.200",
					"[{\"user_email\": \"\", \"app_uid\": \"\", \"allowed\": true, \"created_at\": \"\", \"ray_id\": \"\"}]",
					null),
			shape("access-organization.200", "{\"name\": \"\", \"auth_domain\": \"\", \"session_duration\": \"\"}",
					null),
			shape("idp-list.200", "[{\"id\": \"\", \"uid\": \"\", \"name\": \"\", \"type\": \"\", \"config\": {}}]",
					INFO),
			shape("accounts-list.200", "[{\"id\": \"\", \"name\": \"\", \"type\": \"\"}]", INFO));

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final ZoneId zone = this.cloudflare.addZone("example.com");

	private final TunnelId tunnel = this.cloudflare.addTunnel("ssh-portal");

	private final ApiClient api = ApiClient.of(this.cloudflare);

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void listsHaveTheShapeOfTheirSamples() {
		SomebodyElse somebody = this.cloudflare.asSomebodyElse();
		somebody.pointAtTunnel("web-01.example.com", this.tunnel);
		somebody.changeDnsRecord(DnsRecordId.of(this.cloudflare.state().dnsRecords().getFirst().path("id").asString()),
				"{\"comment\": \"ssh-portal server=42\"}");
		somebody.call("POST", ACCESS + "/identity_providers",
				Json.parse("{\"type\": \"google\", \"name\": \"Google\", \"config\": {\"client_id\": \"abc\"}}"));
		somebody.addTag("ssh-portal");
		String group = somebody.addGroup("{\"name\": \"engineers\", \"include\": [{\"everyone\": {}}]}");
		String policy = somebody.addPolicy(
				"{\"name\": \"engineers\", \"decision\": \"allow\", \"include\": [{\"group\": {\"id\": \"%s\"}}]}"
					.formatted(group));
		somebody.addApp("""
				{"type": "ssh", "name": "ssh web-01", "domain": "web-01.example.com", "tags": ["ssh-portal"],
				 "policies": ["%s"]}""".formatted(policy));
		this.cloudflare.addLogin(Login.of("jdoe@example.com", "web-01.example.com", Instant.now()));

		demand("accounts-list.200", this.api.get("/accounts"));
		demand("zones-list.200", this.api.get("/zones"));
		demand("dns-list.200", this.api.get("/zones/%s/dns_records".formatted(this.zone)));
		demand("tunnel-list.200", this.api.get("/accounts/{account}/cfd_tunnel?is_deleted=false"));
		demand("app-list.200", this.api.get(ACCESS + "/apps?per_page=25"));
		demand("idp-list.200", this.api.get(ACCESS + "/identity_providers?per_page=25"));
		demand("access-organization.200", this.api.get(ACCESS + "/organizations"));
		demand("access-requests.200", this.api.get(ACCESS + "/logs/access_requests"));
	}

	@Test
	void tunnelsHaveTheShapeOfTheirSamples() {
		String configurations = "/accounts/{account}/cfd_tunnel/%s/configurations".formatted(this.tunnel);
		demand("tunnel-config-get-fresh.200", this.api.get(configurations));
		this.cloudflare.asSomebodyElse().addRule(this.tunnel, "wiki.example.com", "http://wiki:8080");
		demand("tunnel-config-get.200", this.api.get(configurations));
		this.cloudflare.addConnector(this.tunnel);
		demand("tunnel-connections.200",
				this.api.get("/accounts/{account}/cfd_tunnel/%s/connections".formatted(this.tunnel)));
	}

	@Test
	void requestsOfTheSamplesAreTaken() {
		String tag = request("tag-create", "{\"name\": \"ssh-portal\"}");
		assertThat(this.api.post(ACCESS + "/tags", tag).status()).isEqualTo(201);
		String group = this.api
			.post(ACCESS + "/groups",
					request("group-create",
							"{\"name\": \"users\", \"include\": [{\"email\": {\"email\": \"jdoe@example.com\"}}]}"))
			.id();
		String provider = this.cloudflare.asSomebodyElse().addIdentityProvider("google", "Google");
		String app = request("app-create-inline-policy", """
				{"type": "ssh", "domain": "web-01.example.com", "policies": [
				 {"name": "p", "decision": "allow", "include": [{"everyone": {}}]}]}""");

		ApiClient.Reply created = this.api.post(ACCESS + "/apps",
				app.replaceAll("f174e90a-fafe-4643-bbbc-4a0ed4fc8415", provider));
		ApiClient.Reply reusable = this.api.post(ACCESS + "/policies",
				request("reusable-policy-create-temporary",
						"{\"name\": \"p\", \"decision\": \"allow\", \"include\": [{\"everyone\": {}}]}")
					.replaceAll("aa0a4aab-672b-4bdb-bc33-a59f1130a11f", group));
		ApiClient.Reply configured = this.api.put(
				"/accounts/{account}/cfd_tunnel/%s/configurations".formatted(this.tunnel),
				request("tunnel-config-put", "{\"config\": {\"ingress\": [{\"service\": \"http_status:404\"}]}}"));
		ApiClient.Reply record = this.api.post("/zones/%s/dns_records".formatted(this.zone),
				request("dns-create", "{\"type\": \"A\", \"name\": \"x\", \"content\": \"192.0.2.1\"}"));

		assertThat(created.status()).isEqualTo(201);
		assertThat(reusable.status()).isEqualTo(201);
		assertThat(configured.status()).isEqualTo(200);
		assertThat(record.status()).isEqualTo(200);
	}

	private static void demand(String sample, ApiClient.Reply reply) {
		JsonNode expected = Json.parse(read(sample + ".json").orElseGet(() -> SHAPES.get(sample)));
		List<String> missing = new ArrayList<>();
		compare(sample, expected, reply.json(), missing);
		assertThat(missing).isEmpty();
	}

	/** Every field of the sample is there and of the same kind; null fits all. */
	private static void compare(String path, JsonNode expected, @Nullable JsonNode actual, List<String> missing) {
		if (actual == null) {
			missing.add(path);
		}
		else if (!expected.isNull() && !actual.isNull() && expected.getNodeType() != actual.getNodeType()) {
			missing.add("%s is %s, not %s".formatted(path, actual.getNodeType(), expected.getNodeType()));
		}
		else if (expected.isObject() && actual.isObject()) {
			expected.properties()
				.forEach((field) -> compare(path + "." + field.getKey(), field.getValue(), actual.get(field.getKey()),
						missing));
		}
		else if (expected.isArray() && !expected.isEmpty() && actual.isArray() && !expected.get(0).isString()) {
			compare(path + "[0]", expected.get(0), actual.get(0), missing);
		}
	}

	private static String request(String sample, String own) {
		return read(sample + ".request.json").orElse(own);
	}

	private static Optional<String> read(String file) {
		return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
			.map((folder) -> folder.resolve("shared/cloudflare/samples/curated").resolve(file))
			.filter(Files::isReadable)
			.findFirst()
			.map(SamplesTests::content);
	}

	private static String content(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map.Entry<String, String> shape(String sample, String result, @Nullable String info) {
		return Map.entry(sample,
				"{%s, \"result\": %s%s}".formatted(OK, result, (info != null) ? ", \"result_info\": " + info : ""));
	}

}
