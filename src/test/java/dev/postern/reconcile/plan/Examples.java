package dev.postern.reconcile.plan;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Named examples for the planner's tests. */
final class Examples {

	static final TunnelId TUNNEL = TunnelId.of("f70ff985-a4ef-4643-bbbc-4a0ed4fc8415");

	static final TunnelId OTHER_TUNNEL = TunnelId.of("11111111-a4ef-4643-bbbc-4a0ed4fc8415");

	static final ZoneId ZONE = ZoneId.of("023e105f4ecef8ad9ca31a8372d0c353");

	static final String TEAM = "acme";

	static final Hostname DB = Hostname.of("ssh-db1.example.jp");

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private Examples() {
	}

	static HostnameZone zone(Hostname hostname, HostnameZone.Condition condition) {
		return new HostnameZone(idOf(hostname), ZONE, "example.jp", condition);
	}

	static ServerId idOf(Hostname hostname) {
		return new ServerId(UUID.nameUUIDFromBytes(hostname.value().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
	}

	static DesiredServer wanted(Hostname hostname) {
		return wanted(hostname, "ssh://10.0.0.5:22", "admin@example.com");
	}

	static DesiredServer wanted(Hostname hostname, String service, String... emails) {
		return new DesiredServer(idOf(hostname), hostname, ZONE, service, false,
				ApplicationSpec.wanted("ssh " + hostname, "ssh", hostname, Duration.ofHours(24), allow(emails)));
	}

	static DesiredServer enforced(DesiredServer wanted) {
		return new DesiredServer(wanted.server(), wanted.hostname(), wanted.zone(), wanted.service(), true,
				wanted.application());
	}

	static DesiredServer ofType(DesiredServer wanted, String type) {
		ApplicationSpec spec = wanted.application();
		return new DesiredServer(wanted.server(), wanted.hostname(), wanted.zone(), wanted.service(),
				wanted.enforceAtConnector(),
				ApplicationSpec.wanted(spec.name(), type, wanted.hostname(), spec.sessionDuration(), spec.policies()));
	}

	static List<Policy> allow(String... emails) {
		return List.of(new Policy("Allow", Decision.ALLOW,
				java.util.Arrays.stream(emails)
					.<Selector>map((email) -> new Selector.Email(EmailAddress.of(email)))
					.toList(),
				List.of(), List.of(), JsonNodeFactory.instance.objectNode()));
	}

	static DesiredState desiring(DesiredServer... wanted) {
		return DesiredState.of(TUNNEL, TEAM, List.of(wanted));
	}

	static JsonNode json(String text) {
		return MAPPER.readTree(text.replace('\'', '"'));
	}

	static ObjectNode object(String text) {
		return (ObjectNode) json(text);
	}

}
