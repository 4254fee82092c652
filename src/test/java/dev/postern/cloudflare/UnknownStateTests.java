package dev.postern.cloudflare;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.postern.cloudflare.CloudflareException.Missing;
import dev.postern.cloudflare.StubApi.Answer;
import dev.postern.cloudflare.model.AccessApp;
import dev.postern.cloudflare.model.AccessRequestPage;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Only a real 404 means gone (I3): any other trouble is neither "none" nor "missing". */
class UnknownStateTests {

	private static final TunnelId TUNNEL = TunnelId.of("f70ff985-a4ef-4643-bbbc-4a0ed4fc8415");

	private static final AccessAppId APP = AccessAppId.of("699d9864-2c56-4d2e-855e-9661899b7252");

	private static final ZoneId ZONE = ZoneId.of("9a7806061c88ada191ed06f989cc3dac");

	private static final Map<String, Function<Cloudflare, Object>> LISTS = Map.of("tunnels", Cloudflare::tunnels,
			"connectors", (cloudflare) -> cloudflare.connectors(TUNNEL), "zones", Cloudflare::zones, "dnsRecords",
			(cloudflare) -> cloudflare.dnsRecords(ZONE), "accessApps", Cloudflare::accessApps, "identityProviders",
			Cloudflare::identityProviders);

	private static final Map<String, Function<Cloudflare, Object>> OBJECTS = Map.of("tunnel",
			(cloudflare) -> cloudflare.tunnel(TUNNEL), "configuration",
			(cloudflare) -> cloudflare.configuration(TUNNEL), "accessApp", (cloudflare) -> cloudflare.accessApp(APP),
			"organization", Cloudflare::organization, "accessRequests", UnknownStateTests::logins);

	private final StubApi stub = new StubApi();

	@AfterEach
	void stop() {
		this.stub.close();
	}

	@Test
	void noTroubleIsTakenForNothingOrForGoneI3() {
		Map<String, Function<Cloudflare, Object>> reads = new LinkedHashMap<>(LISTS);
		reads.putAll(OBJECTS);
		SoftAssertions soft = new SoftAssertions();
		this.stub.client().withPropertyValues("postern.cloudflare.read-timeout=300ms").run((context) -> {
			Cloudflare cloudflare = context.getBean(Cloudflare.class);
			troubles().forEach((trouble, answer) -> {
				this.stub.answering((request) -> answer);
				reads.forEach((name, read) -> soft.assertThat(catchThrowable(() -> read.apply(cloudflare)))
					.as("%s, %s", trouble, name)
					.isInstanceOf(CloudflareException.class)
					.isNotInstanceOf(Missing.class));
			});
		});
		soft.assertAll();
	}

	@Test
	void aListWithAnObjectThatIsNotUnderstoodIsNotKnownI3() {
		SoftAssertions soft = new SoftAssertions();
		this.stub.client().run((context) -> {
			Cloudflare cloudflare = context.getBean(Cloudflare.class);
			for (String items : List.of("[null]", "[{}]", "[1]", "[\"x\"]", "[{\"id\":null}]",
					"[{\"name\":\"nameless\"}]", "[[]]", "{}", "\"\"", "true")) {
				this.stub.answering((request) -> Answer.page(1, items));
				LISTS.forEach((name, read) -> soft.assertThat(catchThrowable(() -> read.apply(cloudflare)))
					.as("%s, %s", items, name)
					.isInstanceOf(CloudflareException.Unavailable.class));
			}
		});
		soft.assertAll();
	}

	@Test
	void realAnswersOfNothingAreBelieved() {
		this.stub.answering((request) -> request.target().contains("/policies") ? Answer.error(404, 11021, "unknown")
				: Answer.page(0, "[]"));
		this.stub.client().run((context) -> {
			Cloudflare cloudflare = context.getBean(Cloudflare.class);
			LISTS.forEach((name, read) -> assertThat((List<?>) read.apply(cloudflare)).as(name).isEmpty());
		});
	}

	@Test
	void noApplicationsAreBelievedOnlyFromThoseWhoMayReadThemI3() {
		this.stub.answering((request) -> request.target().contains("/policies")
				? Answer.error(403, 10000, "Authentication error") : Answer.page(0, "[]"));

		assertThatExceptionOfType(CloudflareException.Unauthorized.class)
			.isThrownBy(() -> this.stub.ask(Cloudflare::accessApps));
		assertThat(this.stub.seen()).extracting(StubApi.Seen::line)
			.last()
			.isEqualTo(
					"GET /client/v4/accounts/acc/access/apps/00000000-0000-4000-8000-000000000000/policies?per_page=1");
	}

	@Test
	void noApplicationsAndNoProofIsNotKnownI3() {
		this.stub.answering((request) -> Answer.page(0, "[]"));

		assertThatExceptionOfType(CloudflareException.Unavailable.class)
			.isThrownBy(() -> this.stub.ask(Cloudflare::accessApps));
	}

	@Test
	void someApplicationsNeedNoProof() {
		this.stub.answering((request) -> Answer.page(1, "[{\"id\":\"" + APP + "\",\"aud\":\"a\"}]"));

		List<AccessApp> apps = this.stub.ask(Cloudflare::accessApps);

		assertThat(apps).extracting(AccessApp::id).containsExactly(APP);
		assertThat(this.stub.seen()).hasSize(1);
	}

	/** Each of its entries is read by itself, so the list is all that can be in doubt. */
	@Test
	void aLoginLogThatIsNoListIsNotKnownI3() {
		SoftAssertions soft = new SoftAssertions();
		this.stub.client().run((context) -> {
			for (String items : List.of("{}", "\"\"", "true", "null", "7")) {
				this.stub.answering((request) -> Answer.ok(items));
				soft.assertThat(catchThrowable(() -> logins(context.getBean(Cloudflare.class))))
					.as(items)
					.isInstanceOf(CloudflareException.Unavailable.class);
			}
		});
		soft.assertAll();
	}

	private static AccessRequestPage logins(Cloudflare cloudflare) {
		return cloudflare.accessRequests(Instant.EPOCH, Instant.EPOCH, 1, 100);
	}

	private static Map<String, Answer> troubles() {
		Map<String, Answer> troubles = new LinkedHashMap<>();
		for (int status : List.of(300, 301, 302, 400, 401, 403, 405, 408, 409, 410, 418, 422, 425, 429, 451, 500, 502,
				503, 504, 520, 522, 530)) {
			troubles.put(status + " with an envelope", Answer.of(status,
					"{\"success\":false,\"errors\":[{\"code\":11021,\"message\":\"m\"}],\"messages\":[],\"result\":[]}"));
			troubles.put(status + " with HTML", Answer.of(status, "<html></html>", "Location", "http://localhost:1/"));
			troubles.put(status + " with a good list", Answer.of(status, "{\"success\":true,\"result\":[]}"));
		}
		troubles.put("404 of the route", Answer.error(404, 7003, "Could not route to /x"));
		troubles.put("404 of a proxy", Answer.of(404, "<html>Not found</html>"));
		troubles.put("404 without a body", Answer.of(404, ""));
		troubles.put("404 that claims success", Answer.of(404, "{\"success\":true,\"result\":[]}"));
		troubles.put("not enabled", Answer.error(404, 9999, "access.api.error.not_enabled"));
		troubles.put("200 without success",
				Answer.of(200, "{\"success\":false,\"errors\":[{\"code\":1003,\"message\":\"m\"}],\"result\":[]}"));
		troubles.put("200 with HTML", Answer.of(200, "<html>log in</html>", "Content-Type", "text/html"));
		troubles.put("200 without a body", Answer.of(200, ""));
		troubles.put("200 without a result", Answer.of(200, "{\"success\":true}"));
		troubles.put("200 with half a body", Answer.of(200, "{\"success\":true,\"result\":[{\"id\":\"" + APP + "\"},"));
		troubles.put("204", Answer.of(204, ""));
		troubles.put("connection cut", Answer.cut());
		troubles.put("connection cut in the body", Answer.half("{\"success\":true,\"result\":[]}          "));
		troubles.put("silence", Answer.silence());
		return troubles;
	}

}
