package dev.postern.cloudflare.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareException.Missing;
import dev.postern.cloudflare.CloudflareException.Rejected;
import dev.postern.cloudflare.CloudflareException.Throttled;
import dev.postern.cloudflare.CloudflareException.Unauthorized;
import dev.postern.cloudflare.CloudflareException.Unavailable;
import dev.postern.cloudflare.RecordingBudget;
import dev.postern.cloudflare.RequestPriority;
import dev.postern.cloudflare.StubApi;
import dev.postern.cloudflare.StubApi.Answer;
import dev.postern.kernel.TunnelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What each answer of Cloudflare's catalogue of errors means. */
class ErrorCatalogueTests {

	private static final TunnelId TUNNEL = TunnelId.of("f70ff985-a4ef-4643-bbbc-4a0ed4fc8415");

	private static final Map<String, Class<? extends CloudflareException>> KINDS = Map.of("missing", Missing.class,
			"rejected", Rejected.class, "throttled", Throttled.class, "unauthorized", Unauthorized.class, "unavailable",
			Unavailable.class);

	private final StubApi stub = new StubApi();

	@AfterEach
	void stop() {
		this.stub.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			429 |    971 | throttled    | Please wait and consider throttling your request speed
			429 |  10013 | throttled    | More than 1200 requests per 300 seconds reached
			401 |   1000 | unauthorized | Invalid API Token
			401 |   1001 | unauthorized | missing credentials
			400 |   6003 | unauthorized | Invalid request headers
			403 |   9109 | unauthorized | Unauthorized to access requested resource
			403 |   9109 | unauthorized | Cannot use the access token from location: 203.0.113.7
			403 |  10000 | unauthorized | Authentication error
			401 |  10000 | unauthorized | Authentication error
			200 |  10000 | unauthorized | Authentication error
			404 |   7003 | rejected     | Could not route to /client/v4/x, perhaps your object identifier is invalid?
			400 |   7003 | rejected     | Could not route to /client/v4/x, perhaps your object identifier is invalid?
			404 |   7000 | rejected     | No route for that URI
			403 |   9999 | rejected     | access.api.error.not_enabled: Access is not enabled
			404 |   9999 | rejected     | access.api.error.not_enabled: Access is not enabled
			400 |   9999 | rejected     | access.api.error.not_enabled: Access is not enabled
			500 |  10013 | unavailable  | internal
			404 |  10013 | unavailable  | internal
			200 |  10013 | unavailable  | internal
			409 |   1013 | rejected     | You already have a tunnel with this name.
			400 |   1022 | rejected     | This tunnel has active connections
			400 |   1049 | rejected     | default virtual network
			404 |   1055 | missing      | Configuration for tunnel not found
			400 |   1056 | rejected     | Bad Configuration: The last ingress rule must match all URLs
			404 |   1002 | missing      | Tunnel not found
			404 |   1003 | missing      | Tunnel not found
			400 |   1003 | rejected     | An A, AAAA, or CNAME record with that host already exists.
			404 |  81044 | missing      | Record does not exist.
			400 |  81053 | rejected     | An A, AAAA, or CNAME record with that host already exists.
			400 |  81054 | rejected     | A CNAME record with that host already exists.
			400 |  81056 | rejected     | NS records with that host already exist.
			400 |  81057 | rejected     | The record already exists.
			400 |  81058 | rejected     | An identical record already exists.
			400 |   1004 | rejected     | DNS Validation Error
			400 |   9207 | rejected     | Request body is invalid.
			400 |   9300 | rejected     | DNS record has 1 tags, exceeding the quota of 0.
			400 |   9313 | rejected     | DNS record comment exceeds the maximum length of 100 characters.
			400 | 890190 | rejected     | managed by Email Routing
			409 |  11010 | rejected     | access.api.error.application_already_exists
			404 |  11021 | missing      | access.api.error.unknown_application
			400 |  11021 | rejected     | access.api.error.unknown_application
			200 |  11021 | rejected     | access.api.error.unknown_application
			400 |  12091 | rejected     | access.api.error.invalid_url_parameter_value
			400 |  12130 | rejected     | access.api.error.invalid_request: tags contain a tag that does not exist
			409 |  12132 | rejected     | access.api.error.conflict: still being updated
			404 |  12135 | missing      | access.api.error.not_found
			404 |  12109 | missing      | access.api.error.group_not_found
			404 |  12002 | missing      | access.api.error.service_token_not_found: no such token
			404 |  12130 | missing      | access.api.error.unknown_policy
			404 |  10001 | rejected     | firewallaccessrules.api.not_found
			400 |  12002 | rejected     | access.api.error.service_token_not_found
			404 |   7003 | rejected     | access.api.error.not_found
			400 |  12139 | rejected     | access.api.error.service_token_in_use
			403 |  10001 | unauthorized | Unable to authenticate request
			404 |  65535 | rejected     | a code nobody has seen yet
			502 |   1003 | unavailable  | Tunnel not found
			""")
	void errorOfTheCatalogue(int status, int code, String kind, String text) {
		this.stub.answering((request) -> Answer.error(status, code, text));

		CloudflareException problem = problem();

		assertThat(problem).isExactlyInstanceOf(KINDS.get(kind))
			.hasMessage("GET /client/v4/accounts/acc/cfd_tunnel/%s/configurations: %d %d %s", TUNNEL, status, code,
					text);
		if (problem instanceof Rejected rejected) {
			assertThat(rejected.code()).isEqualTo(code);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					403 | unauthorized | {"code":1010,"error":"auth.forbidden"}
					400 | unauthorized | {"code":1010,"error":"auth.forbidden"}
					200 | unauthorized | {"code":1010,"error":"auth.forbidden"}
					500 | unavailable  | {"code":1010,"error":"auth.forbidden"}
					403 | unauthorized | <html><body>Forbidden</body></html>
					404 | unavailable  | <html><body>404</body></html>
					404 | unavailable  | {}
					404 | unavailable  | {"success":false,"errors":[],"result":null}
					404 | unavailable  | 'not found'
					404 | unavailable  | ''
					404 | unavailable  | {"success":false,"errors":[{"code":11021,"mess
					404 | rejected     | {"success":false,"errors":[{"code":11021,"message":"unknown"}],"resu
					404 | rejected     | {"success":true,"errors":[{"code":11021,"message":"odd"}],"result":null}
					404 | rejected     | {"success":false,"errors":[{"code":7003,"message":"a"},{"code":1003,"message":"b"}]}
					400 | rejected     | <html><body>400 Bad Request</body></html>
					400 | unauthorized | {"success":false,"errors":[{"code":6003,"message":"m","error_chain":[{"code":6111,"message":"n"}]}]}
					405 | rejected     | Method Not Allowed
					408 | unavailable  | ''
					425 | unavailable  | ''
					301 | unavailable  | ''
					302 | unavailable  | <html>log in first</html>
					500 | unavailable  | <html><body>error</body></html>
					502 | unavailable  | Bad gateway
					503 | unavailable  | ''
					504 | unavailable  | {"success":false,"errors":[{"code":11021,"message":"unknown"}],"result":null}
					522 | unavailable  | error code: 522
					200 | unavailable  | <html><body>log in</body></html>
					200 | unavailable  | ''
					200 | unavailable  | null
					200 | unavailable  | []
					200 | unavailable  | {}
					200 | unavailable  | {"success":false,"errors":[],"messages":[],"result":null}
					200 | unavailable  | {"success":false,"errors":["out of order"],"result":null}
					200 | unavailable  | {"success":true,"errors":[],"result":{"version":1,"config":{"ingress":[
					200 | unavailable  | {"success":true,"errors":[],"result":{"version":1,"config":{}}}{"more":1}
					200 | unavailable  | {"success":true,"errors":[],"result":{"version":1,"config":{"a":1,"a":2}}}
					200 | unavailable  | {"success":true,"errors":[],"result":{"version":"x","config":{}}}
					200 | unavailable  | {"success":true,"errors":[],"result":{"config":{}}}
					200 | unavailable  | {"success":true,"errors":[],"result":{"version":1,"config":[1]}}
					200 | unavailable  | {"success":true,"errors":[],"result":[1]}
					200 | unavailable  | {"success":true,"errors":[],"result":null}
					204 | unavailable  | ''
					""")
	void answerOfAnotherShape(int status, String kind, String body) {
		this.stub.answering(status, body);

		CloudflareException problem = problem();

		assertThat(problem).isExactlyInstanceOf(KINDS.get(kind));
	}

	@Test
	void aBodyThatIsNotJsonDoesNotHideTheStatus() {
		this.stub.answering(503, "<html>maintenance, call +81 3 1234</html>");

		assertThat(problem()).hasMessageContaining(": 503 an answer that is not whole JSON")
			.hasMessageNotContaining("maintenance");
	}

	@Test
	void saysTheInnerCausesAndTheRay() {
		this.stub.answering((request) -> Answer.of(400, """
				{"success":false,"errors":[{"code":1004,"message":"DNS Validation Error",
				"error_chain":[{"code":9003,"message":"Invalid\\n'proxied'"}]}],"result":null}""", "CF-Ray",
				"8dbf0c2e1a2b3c4d-NRT"));

		assertThat(problem()).hasMessageEndingWith(
				": 400 1004 DNS Validation Error (9003 Invalid 'proxied') (ray 8dbf0c2e1a2b3c4d-NRT)");
	}

	@Test
	void aTokenThatSomebodyRepeatsIsHiddenI9() {
		this.stub.answering((request) -> Answer.error(401, 1000, "Invalid API Token " + StubApi.TOKEN));

		assertThat(problem()).hasMessageContaining("Invalid API Token ***").hasMessageNotContaining(StubApi.TOKEN);
	}

	@Test
	void anEndlessTextIsCut() {
		this.stub.answering((request) -> Answer.error(400, 1056, "x".repeat(10_000)));

		assertThat(String.valueOf(problem().getMessage())).hasSizeLessThan(700);
	}

	@Test
	void theQueryIsNotRepeated() {
		this.stub.answering((request) -> Answer.error(400, 12091, "bad"));
		AtomicReference<String> said = new AtomicReference<>("");
		this.stub.client().run((context) -> {
			try {
				context.getBean(Cloudflare.class).identityProviders();
			}
			catch (CloudflareException ex) {
				said.set(String.valueOf(ex.getMessage()));
			}
		});

		assertThat(said.get()).isEqualTo("GET /client/v4/accounts/acc/access/identity_providers: 400 12091 bad");
	}

	@ParameterizedTest
	@CsvSource({ "Retry-After, 17, PT17S", "Retry-After, 0, PT1S", "Retry-After, -5, PT5M", "Retry-After, soon, PT5M",
			"Retry-After, '', PT5M", "Retry-After, 99999999, PT1H", "Retry-After, 1e999999999, PT1H",
			"Retry-After, 1e-999999999, PT1S", "Retry-After, 1.25, PT1.25S", "Retry-After, NaN, PT5M",
			"retry-after-ms, 250, PT1S", "retry-after-ms, 2500, PT2.5S", "retry-after-ms, 99999999, PT1H",
			"retry-after-ms, 1e999999999, PT1H", "retry-after-ms, 1e-2147483647, PT1S", "X-Other, 1, PT5M" })
	void waitsAsLongAsCloudflareAsks(String header, String value, Duration expected) {
		this.stub.answering((request) -> Answer.of(429, "{}", header, value));

		assertThat(problem()).isInstanceOfSatisfying(Throttled.class,
				(throttled) -> assertThat(throttled.retryAfter()).isEqualTo(expected));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "Sun, 22 Nov 2026 10:01:30 GMT", "Sun, 22 Nov 2026 19:01:30 +0900", "2026-11-22T10:01:30Z" })
	void understandsADateToWaitFor(String date) {
		this.stub.answering((request) -> Answer.of(429, "<html>", "Retry-After", date));

		assertThat(problem()).isInstanceOfSatisfying(Throttled.class,
				(throttled) -> assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(90)));
	}

	@Test
	void aDateThatHasPassedIsNoReasonToHurry() {
		this.stub.answering((request) -> Answer.of(429, "{}", "Retry-After", "Sun, 22 Nov 2026 09:00:00 GMT"));

		assertThat(problem()).isInstanceOfSatisfying(Throttled.class,
				(throttled) -> assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					PT17S | {"success":false,"errors":[{"code":971,"message":"m"}],"retry_after":17}
					PT17S | {"success":false,"errors":[{"code":971,"message":"m"}],"retry_after":"17"}
					PT90S | {"success":false,"errors":[{"code":971,"message":"m"}],"retry_after":"Sun, 22 Nov 2026 10:01:30 GMT"}
					PT90S | {"success":false,"errors":[{"code":971,"message":"m"}],"retry_after":"2026-11-22T10:01:30Z"}
					PT17S | {"success":false,"errors":[{"code":971,"message":"m","retry_after":17}]}
					PT17S | {"success":false,"errors":[{"code":971,"message":"m","error_chain":[{"code":1,"message":"n","retry_after":17}]}]}
					PT17S | {"success":false,"errors":[{"code":971,"message":"m"}],"result":{"a":[{"b":1}],"retry_after":17,"c":{}}}
					PT17S | {"code":971,"error":"slow down","retry_after":17}
					PT1S  | {"success":false,"errors":[{"code":971,"message":"m"}],"retry_after":0}
					PT1S  | {"success":false,"errors":[{"code":971,"message":"m"}],"retry_after":1e-999999999}
					PT1H  | {"success":false,"errors":[{"code":971,"message":"m"}],"retry_after":1e999999999}
					PT5M  | {"success":false,"errors":[{"code":971,"message":"m"}],"retry_after":-3}
					PT5M  | {"success":false,"errors":[{"code":971,"message":"m"}],"retry_after":"soon"}
					PT5M  | {"success":false,"errors":[{"code":971,"message":"m"}],"retry_after":{"s":17}}
					PT5M  | {"success":false,"errors":[{"code":971,"message":"m"}],"retry_after":null}
					PT5M  | {"success":false,"errors":[{"code":971,"message":"m"}],"result":{"deep":{"retry_after":17}}}
					""")
	void waitsAsLongAsTheBodyAsks(Duration expected, String body) {
		this.stub.answering(429, body);

		assertThat(problem()).isInstanceOfSatisfying(Throttled.class,
				(throttled) -> assertThat(throttled.retryAfter()).isEqualTo(expected));
	}

	@ParameterizedTest
	@CsvSource({ "30, 17, PT30S", "17, 30, PT30S", "soon, 30, PT30S", "30, soon, PT30S", "0, 30, PT30S",
			"soon, later, PT5M" })
	void theLongerTimeCountsWhereHeaderAndBodyNameOne(String header, String body, Duration expected) {
		this.stub
			.answering((request) -> Answer.of(429, "{\"retry_after\":\"%s\"}".formatted(body), "Retry-After", header));

		assertThat(problem()).isInstanceOfSatisfying(Throttled.class,
				(throttled) -> assertThat(throttled.retryAfter()).isEqualTo(expected));
	}

	@Test
	void anAnswerThatNamesATimeMayBeHalf() {
		this.stub.answering(429, "{\"retry_after\":17,\"errors\":[{\"code\":971,\"mess");

		assertThat(problem()).isInstanceOfSatisfying(Throttled.class,
				(throttled) -> assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(17)));
	}

	@Test
	void a503IsNoProofThatNothingWasDoneAlthoughItNamesATimeI4() {
		this.stub.answering((request) -> Answer.of(503, "{}", "Retry-After", "17"));

		assertThat(problem()).isInstanceOfSatisfying(Unavailable.class,
				(busy) -> assertThat(busy.requestedPause()).hasValue(Duration.ofSeconds(17)));
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"success\":false,\"errors\":[{\"code\":10000,\"message\":\"m\",\"documentation_url\":\"%s\"}]}",
			"{\"success\":false,\"errors\":[{\"code\":1,\"message\":\"m\"},{\"code\":10000,\"message\":\"m\",\"documentation_url\":\"%s\"}]}",
			"{\"success\":false,\"errors\":[{\"code\":1,\"message\":\"m\",\"error_chain\":[{\"code\":2,\"documentation_url\":\"%s\"}]}]}",
			"{\"code\":1010,\"error\":\"auth.forbidden\",\"documentation_url\":\"%s\"}" })
	void tellsWhereCloudflareExplainsARefusal(String body) {
		String page = "https://developers.cloudflare.com/fundamentals/api/troubleshooting/";
		this.stub.answering(403, body.formatted(page));

		assertThat(problem()).isInstanceOf(Unauthorized.class);
		assertThat(problem().documentation()).hasValue(URI.create(page));
	}

	@Test
	void aPageOfSomebodyElseIsNotNamed() {
		this.stub.answering(403,
				"{\"success\":false,\"errors\":[{\"code\":10000,\"message\":\"m\",\"documentation_url\":\"https://cloudflare.com.example.org/\"},"
						+ "{\"code\":1,\"message\":\"n\",\"documentation_url\":\"https://developers.cloudflare.com/x\"}]}");

		assertThat(problem().documentation()).hasValue(URI.create("https://developers.cloudflare.com/x"));
	}

	@Test
	void aPageWhoseAddressRepeatsTheTokenIsNotNamedI9() {
		this.stub.answering(403,
				"{\"success\":false,\"errors\":[{\"code\":10000,\"message\":\"m\",\"documentation_url\":\"https://developers.cloudflare.com/?t=%s\"}]}"
					.formatted(StubApi.TOKEN));

		assertThat(problem().documentation()).isEmpty();
	}

	@Test
	void a429ClosesTheGateForEverybodyI8() {
		this.stub.answering((request) -> Answer.of(429, "{}", "Retry-After", "42"));

		this.stub.client().run((context) -> {
			assertThatExceptionOfType(Throttled.class).isThrownBy(() -> context.getBean(Cloudflare.class).tunnels());
			RecordingBudget budget = context.getBean(RecordingBudget.class);
			assertThat(budget.closed).containsExactly(Duration.ofSeconds(42));
			assertThat(budget.taken).containsExactly(RequestPriority.INTERACTIVE);
		});
	}

	private CloudflareException problem() {
		AtomicReference<CloudflareException> problem = new AtomicReference<>();
		this.stub.client()
			.run((context) -> problem.set(catchThrowableOfType(CloudflareException.class,
					() -> context.getBean(Cloudflare.class).configuration(TUNNEL))));
		assertThat(problem.get()).as("the problem").isNotNull();
		return problem.get();
	}

}
