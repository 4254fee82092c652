package dev.postern.fake.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.SomebodyElse;
import dev.postern.fake.access.Login;
import dev.postern.fake.kernel.Json;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The fake's answers have all fields that the samples of Cloudflare's have, of the same
 * kinds, and it takes their requests.
 */
class FakeMatchesSamplesTests {

	private static final String ACCESS = "/accounts/{account}/access";

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
	void certificateAuthorityHasTheShapeOfItsSample() {
		String app = this.cloudflare.asSomebodyElse().addApp("web-01.example.com", "jdoe@example.com").toString();
		String path = ACCESS + "/apps/%s/ca".formatted(app);

		demand("ca-create.200", this.api.post(path, ""));
		demand("ca-create.200", this.api.get(path));
	}

	@Test
	void requestsOfTheSamplesAreTaken() {
		assertThat(this.api.post(ACCESS + "/tags", request("tag-create")).status()).isEqualTo(201);
		String group = this.api.post(ACCESS + "/groups", request("group-create")).id();
		String provider = this.cloudflare.asSomebodyElse().addIdentityProvider("google", "Google");

		ApiClient.Reply created = this.api.post(ACCESS + "/apps",
				request("app-create-inline-policy").replaceAll("f174e90a-fafe-4643-bbbc-4a0ed4fc8415", provider));
		ApiClient.Reply reusable = this.api.post(ACCESS + "/policies",
				request("reusable-policy-create-temporary").replaceAll("aa0a4aab-672b-4bdb-bc33-a59f1130a11f", group));
		ApiClient.Reply configured = this.api.put(
				"/accounts/{account}/cfd_tunnel/%s/configurations".formatted(this.tunnel),
				request("tunnel-config-put"));
		ApiClient.Reply record = this.api.post("/zones/%s/dns_records".formatted(this.zone), request("dns-create"));

		assertThat(created.status()).isEqualTo(201);
		assertThat(reusable.status()).isEqualTo(201);
		assertThat(configured.status()).isEqualTo(200);
		assertThat(record.status()).isEqualTo(200);
	}

	private static void demand(String sample, ApiClient.Reply reply) {
		JsonNode expected = Json.parse(CloudflareSamples.text(sample + ".json"));
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

	private static String request(String sample) {
		return CloudflareSamples.text(sample + ".request.json");
	}

}
