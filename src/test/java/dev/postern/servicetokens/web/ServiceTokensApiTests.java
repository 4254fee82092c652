package dev.postern.servicetokens.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Calls;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class ServiceTokensApiTests {

	private static final String PATH = "/api/v1/service-tokens";

	private final FakeCloudflare cloudflare;

	private final Browser api;

	ServiceTokensApiTests(Portal portal, FakeCloudflare cloudflare) {
		this.cloudflare = cloudflare;
		this.api = portal.api(DemoPerson.ADMIN);
	}

	@Test
	void tokenIsMadeRotatedExtendedAndDeleted() {
		HttpResponse<String> made = create(name(), "720h");
		assertThat(made.statusCode()).isEqualTo(201);
		assertThat(made.headers().firstValue("Cache-Control")).hasValue("no-store");
		String location = made.headers().firstValue("Location").orElseThrow();
		JsonNode token = json(made).path("token");
		assertThat(token.path("state").asString()).isEqualTo("VALID");
		assertThat(token.path("duration").asString()).isEqualTo("720h");
		assertThat(works(token, secret(made))).isTrue();

		JsonNode read = json(this.api.get(location));
		assertThat(read).isEqualTo(token);

		String until = Instant.now().plus(Duration.ofHours(1)).toString();
		HttpResponse<String> rotated = this.api.json("POST", location + "/rotation",
				"{\"previousSecretExpiresAt\": \"%s\"}".formatted(until));
		assertThat(rotated.statusCode()).isEqualTo(200);
		assertThat(works(token, secret(made))).isTrue();
		assertThat(works(token, secret(rotated))).isTrue();
		assertThat(json(rotated).path("token").path("previousSecretExpiresAt").asString()).isNotEmpty();
		this.api.json("POST", location + "/rotation", "{}");
		assertThat(works(token, secret(rotated))).isFalse();

		assertThat(this.api.send("POST", location + "/extension").statusCode()).isEqualTo(200);
		assertThat(this.api.send("DELETE", location).statusCode()).isEqualTo(204);
		assertThat(this.api.get(location).statusCode()).isEqualTo(404);
		assertThat(this.api.send("DELETE", location).statusCode()).isEqualTo(404);
	}

	@Test
	void listHasOursAndTheForeignOnesWithoutSecrets() {
		String foreign = name();
		this.cloudflare.asSomebodyElse()
			.call("POST", "/accounts/{account}/access/service_tokens",
					JsonNodeFactory.instance.objectNode().put("name", foreign));
		String ours = name();
		String secret = secret(create(ours, "720h"));

		JsonNode list = json(this.api.get(PATH));

		List<JsonNode> items = list.path("items").valueStream().toList();
		assertThat(items).anySatisfy((item) -> {
			assertThat(item.path("name").asString()).isEqualTo(ours);
			assertThat(item.path("id").isString()).isTrue();
		});
		assertThat(items).anySatisfy((item) -> {
			assertThat(item.path("name").asString()).isEqualTo(foreign);
			assertThat(item.path("id").isNull()).isTrue();
			assertThat(item.path("tokenId").isString()).isTrue();
		});
		assertThat(list.toString()).doesNotContain(secret, "clientSecret");
	}

	@ParameterizedTest
	@CsvSource({ "'', 720h, name", "fine, 30d, duration", "fine, 90m, duration", "fine, forever, duration",
			"fine, 99999h, duration" })
	void badBodyIsRefusedByFieldI15(String name, String duration, String field) {
		HttpResponse<String> answer = create(name, duration);

		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(json(answer).path("errors").path(0).path("field").asString()).isEqualTo(field);
	}

	@Test
	void aSlipInTheNameOfAFieldEndsNoSecretI15() {
		HttpResponse<String> made = create(name(), "720h");
		String location = made.headers().firstValue("Location").orElseThrow();

		HttpResponse<String> slip = this.api.json("POST", location + "/rotation",
				"{\"previousSecretExpireAt\": \"2099-01-01T00:00:00Z\"}");
		HttpResponse<String> other = this.api.json("POST", PATH, "{\"name\": \"x\", \"durration\": \"720h\"}");

		assertThat(slip.statusCode()).as(slip.body()).isEqualTo(422);
		assertThat(json(slip).at("/errors/0/field").asString()).isEqualTo("previousSecretExpireAt");
		assertThat(slip.body()).contains("previousSecretExpiresAt");
		assertThat(works(json(made).path("token"), secret(made))).isTrue();
		assertThat(other.statusCode()).isEqualTo(422);
		assertThat(json(other).at("/errors/0/field").asString()).isEqualTo("durration");
	}

	@Test
	void tokenIsDisabledAndEnabled() {
		HttpResponse<String> made = create(name(), "720h");
		String location = made.headers().firstValue("Location").orElseThrow();
		assertThat(json(made).at("/token/enabled").asBoolean()).isTrue();

		HttpResponse<String> off = this.api.json("PUT", location + "/enabled", "{\"enabled\": false}");

		assertThat(off.statusCode()).isEqualTo(200);
		assertThat(json(off).path("enabled").asBoolean(true)).isFalse();
		assertThat(json(off).path("state").asString()).isEqualTo("DISABLED");
		assertThat(works(json(made).path("token"), secret(made))).isFalse();
		assertThat(json(this.api.json("PUT", location + "/enabled", "{\"enabled\": true}")).path("state").asString())
			.isEqualTo("VALID");
		assertThat(works(json(made).path("token"), secret(made))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"enabled\": \"no\"}", "{\"enabled\": null}",
			"{\"enabled\": false, \"disabled\": true}" })
	void aBodyThatDoesNotSayWhetherItIsToBeEnabledSwitchesNothingI15(String body) {
		HttpResponse<String> made = create(name(), "720h");
		String location = made.headers().firstValue("Location").orElseThrow();

		assertThat(this.api.json("PUT", location + "/enabled", body).statusCode()).isEqualTo(422);
		assertThat(works(json(made).path("token"), secret(made))).isTrue();
	}

	@Test
	void disablingWithoutAnAnswerIsNoPromise() {
		String location = create(name(), "720h").headers().firstValue("Location").orElseThrow();
		this.cloudflare.faults().on(Calls.PUT_SERVICE_TOKEN).cutBeforeCommit();

		HttpResponse<String> answer = this.api.json("PUT", location + "/enabled", "{\"enabled\": false}");

		assertThat(answer.statusCode()).isEqualTo(202);
		assertThat(json(answer).path("state").asString()).isEqualTo("SWITCHING");
	}

	@Test
	void tokenThatPosternDidNotMakeIsNotSwitched() {
		String foreign = this.cloudflare.asSomebodyElse()
			.call("POST", "/accounts/{account}/access/service_tokens",
					JsonNodeFactory.instance.objectNode().put("name", name()))
			.path("id")
			.asString();

		assertThat(this.api.json("PUT", PATH + "/" + foreign + "/enabled", "{\"enabled\": false}").statusCode())
			.isEqualTo(404);
	}

	@Test
	void lostAnswerIsNoPromiseOfASecretI4() {
		this.cloudflare.faults().on(Calls.CREATE_SERVICE_TOKEN).cutAfterCommit();

		HttpResponse<String> answer = create(name(), "720h");

		assertThat(answer.statusCode()).isEqualTo(202);
		assertThat(json(answer).path("state").asString()).isEqualTo("UNTOLD");
		assertThat(answer.body()).doesNotContain("clientSecret");
	}

	@Test
	void cloudflaresRefusalIsPassedOn() {
		this.cloudflare.faults().on(Calls.CREATE_SERVICE_TOKEN).forbidden();

		HttpResponse<String> refused = create(name(), "720h");

		assertThat(refused.statusCode()).isEqualTo(502);
		assertThat(json(refused).path("documentation").asString()).isEqualTo(ApiException.DOCUMENTATION);
	}

	@Test
	void endpointsAreDescribed() {
		JsonNode paths = json(this.api.get("/v3/api-docs")).path("paths");

		assertThat(paths.path(PATH).propertyNames()).contains("get", "post");
		assertThat(paths.path(PATH + "/{id}").propertyNames()).contains("get", "delete");
		assertThat(paths.path(PATH + "/{id}/rotation").path("post").path("responses").propertyNames()).contains("200",
				"202", "409");
	}

	private HttpResponse<String> create(String name, String duration) {
		return this.api.json("POST", PATH, "{\"name\": \"%s\", \"duration\": \"%s\"}".formatted(name, duration));
	}

	private boolean works(JsonNode token, String secret) {
		return this.cloudflare.state().accepts(token.path("clientId").asString(), secret);
	}

	private static String secret(HttpResponse<String> answer) {
		return json(answer).path("clientSecret").asString();
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

	private static String name() {
		return "ci-" + UUID.randomUUID().toString().substring(0, 8);
	}

}
