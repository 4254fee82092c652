package dev.postern.servicetokens;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.AccessApp;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.LosslessJson;
import dev.postern.kernel.ServiceTokenId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** What is said of applications that others made before a service token is deleted. */
class OtherApplicationsTests {

	private static final ServiceTokenId TOKEN = ServiceTokenId.of("3537a672-e4d8-4d89-aab9-26cb622918a1");

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private static final ManagedToken MANAGED = new ManagedToken(new ManagedTokenId(new UUID(0, 1)), "ci",
			Duration.ofDays(90), TOKEN, "c.access", null, "ada@example.com", NOON, NOON, null, null, null, null, null,
			null, true, null, null, 1);

	private final Cloudflare cloudflare = mock();

	private final OtherApplications others = new OtherApplications(this.cloudflare);

	@Test
	void thoseWhoseRulesTheListLacksMayNameIt() {
		given(this.cloudflare.accessApps()).willReturn(
				List.of(app("wiki", "[{\"include\": [{\"service_token\": {\"token_id\": \"%s\"}}]}]".formatted(TOKEN)),
						app("docs", "[{\"id\": \"p\", \"precedence\": 1}]"), app("mail", "null"),
						app("home", "[{\"include\": [{\"everyone\": {}}]}]"), app("none", "[]"),
						app("ours", "[{\"id\": \"p\", \"precedence\": 1}]")));

		assertThat(this.others.naming(MANAGED, List.of(new TokenUse("ours", "ours", "deploy", "/servers/1"))))
			.hasValue(new OtherApplications.Naming(List.of("wiki"), List.of("docs", "mail")));
	}

	@Test
	void nothingIsSaidWhenTheAccountCanNotBeAsked() {
		given(this.cloudflare.accessApps()).willThrow(new CloudflareException.Unavailable("503"));

		assertThat(this.others.naming(MANAGED, List.of())).isEmpty();
	}

	private static AccessApp app(String domain, String policies) {
		ObjectNode body = (ObjectNode) LosslessJson.MAPPER
			.readTree("{\"domain\": \"%s\", \"policies\": %s}".formatted(domain, policies));
		return new AccessApp(new AccessAppId(UUID.randomUUID()), "aud", body);
	}

}
