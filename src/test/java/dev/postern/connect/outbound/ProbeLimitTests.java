package dev.postern.connect.outbound;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.Supplier;

import dev.postern.fake.front.LocalHosts;
import dev.postern.reconcile.ReconcileFixture;
import dev.postern.reconcile.ReconcileTest;
import dev.postern.servers.Server;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Who asks too often is told when to come again, and others go on. */
@ReconcileTest
class ProbeLimitTests {

	/** More than anybody may, even when each look takes long. */
	private static final int MANY = 40;

	private final ReconcileFixture site;

	private final Portal portal;

	@Autowired
	ProbeLimitTests(ReconcileFixture site, Portal portal) {
		this.site = site;
		this.portal = portal;
	}

	@Test
	void theDoctorLooksOnlySoOftenForOnePerson() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		String path = "/servers/%s/doctor".formatted(server.id());
		Browser developer = this.portal.api(DemoPerson.DEVELOPER);

		assertRefused(repeated(() -> developer.get("/api/v1" + path)));
		Browser page = this.portal.as(DemoPerson.DEVELOPER);
		HttpResponse<String> refused = page.postFrom(path, path, Map.of());
		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(refused.body()).contains("asked to look outside too often");
		assertThat(this.portal.api(DemoPerson.ADMIN).get("/api/v1" + path).statusCode()).isEqualTo(200);
	}

	@Test
	void portsAreTriedOnlySoOftenForOnePerson() {
		Server server = this.site.register(ReconcileFixture.newHostname());
		String path = "/api/v1/servers/%s/port-check".formatted(server.id());
		Browser admin = this.portal.api(DemoPerson.ADMIN);

		assertRefused(repeated(() -> admin.json("POST", path, "{\"address\": \"%s\"}".formatted(LocalHosts.CLOSED))));
	}

	private static HttpResponse<String> repeated(Supplier<HttpResponse<String>> call) {
		HttpResponse<String> answer = call.get();
		for (int i = 0; i < MANY && answer.statusCode() == 200; i++) {
			answer = call.get();
		}
		return answer;
	}

	private static void assertRefused(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
		assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 61L);
		assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
	}

}
