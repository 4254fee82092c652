package dev.postern.reconcile.payloads;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.plan.ApplicationSpec;
import dev.postern.reconcile.plan.RecordSpec;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class PayloadsTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Hostname DB = Hostname.of("ssh-db1.example.jp");

	@Test
	void writesANewApplicationInOneCallWithItsPolicies() {
		assertThat(Payloads.application(spec(Duration.ofHours(24)), null)).isEqualTo(JSON.readTree(
				"""
						{
						  "name": "ssh ssh-db1.example.jp", "type": "ssh", "domain": "ssh-db1.example.jp",
						  "destinations": [{"type": "public", "uri": "ssh-db1.example.jp"}],
						  "session_duration": "24h", "tags": ["postern"],
						  "policies": [{"name": "Allow admin", "decision": "allow", "precedence": 1,
						    "include": [{"email": {"email": "admin@example.com"}}], "require": [], "exclude": [], "session_duration": "24h"}]
						}"""));
	}

	@Test
	void keepsWhatItDoesNotSettleOfAStandingApplication() {
		ObjectNode standing = object(
				"""
						{
						  "id": "11111111-2222-4333-8444-555555555555", "uid": "11111111-2222-4333-8444-555555555555", "aud": "abc",
						  "created_at": "2026-11-01T00:00:00Z", "updated_at": "2026-11-01T00:00:00Z",
						  "self_hosted_domains": ["old.example.jp"], "name": "renamed", "type": "ssh", "domain": "old.example.jp",
						  "destinations": [], "session_duration": "1h0m0s", "tags": ["zebra", "alpha"],
						  "policies": [], "allowed_idps": ["99999999-2222-4333-8444-555555555555"],
						  "mfa_config": {"mfa_disabled": false}, "field_of_next_year": {"a": [1]}
						}""");

		ObjectNode body = Payloads.application(spec(Duration.ofMinutes(90)), standing);

		assertThat(body.propertyNames()).doesNotContain("id", "uid", "aud", "created_at", "updated_at",
				"self_hosted_domains");
		assertThat(body.path("field_of_next_year")).isEqualTo(standing.path("field_of_next_year"));
		assertThat(body.path("mfa_config")).isEqualTo(standing.path("mfa_config"));
		assertThat(body.path("allowed_idps")).isEqualTo(standing.path("allowed_idps"));
		assertThat(body.path("tags")).isEqualTo(JSON.readTree("[\"alpha\", \"postern\", \"zebra\"]"));
		assertThat(body.path("session_duration").asString()).isEqualTo("1h30m");
		assertThat(body.path("domain").asString()).isEqualTo(DB.value());
		assertThat(body.path("policies")).hasSize(1);
		assertThat(standing.path("name").asString()).isEqualTo("renamed");
	}

	@Test
	void writesAProxiedRecordThatIsKnownAgain() {
		TunnelId tunnel = TunnelId.of("f70ff985-a4ef-4643-bbbc-4a0ed4fc8415");
		ServerId server = new ServerId(UUID.fromString("0b4e9f3c-2222-4333-8444-555555555555"));

		assertThat(JSON.<ObjectNode>valueToTree(Payloads.record(RecordSpec.to(tunnel, DB, server))))
			.isEqualTo(JSON.readTree("""
					{
					  "type": "CNAME", "name": "ssh-db1.example.jp",
					  "content": "f70ff985-a4ef-4643-bbbc-4a0ed4fc8415.cfargotunnel.com", "proxied": true, "ttl": 1,
					  "comment": "postern:0b4e9f3c-2222-4333-8444-555555555555"
					}"""));
	}

	private static ApplicationSpec spec(Duration session) {
		Policy policy = new Policy("Allow admin", Decision.ALLOW,
				List.of(new Selector.Email(EmailAddress.of("admin@example.com"))), List.of(), List.of(),
				JsonNodeFactory.instance.objectNode());
		return ApplicationSpec.wanted("ssh " + DB, "ssh", DB, session, List.of(policy));
	}

	private static ObjectNode object(String text) {
		return (ObjectNode) JSON.readTree(text);
	}

}
