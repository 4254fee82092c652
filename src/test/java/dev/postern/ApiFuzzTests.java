package dev.postern;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is sent to any endpoint of the API, by whom may use it, is done or refused,
 * and breaks nothing.
 */
@PosternTest
class ApiFuzzTests {

	private static final long SEED = 20261129;

	private static final List<String> VALUES = List.of("null", "true", "-1", "0", "1e400", "12345678901234567890",
			"0.5", "\"\"", "\" \"", "\"x\"", quoted("ä".repeat(3000)), quoted("a".repeat(10_000)), "\"a\\u0000b\"",
			"\"a\\r\\nSet-Cookie: x\"", "\"nimda\\u202E\\u200B\"", "\"\\ud800\"", "\"2026-02-30T99:99Z\"",
			"\"ssh://[::1\"", "\"../../etc\"", "\"%00\"", "[]", "[null]", "[[[]]]", "[1,\"a\",{}]", "{}",
			"{\"\":{\"\":[]}}", "[".repeat(600) + "]".repeat(600), many("1", 1000), many("\"dev@example.com\"", 500),
			"[{\"name\":\"a\",\"decision\":\"allow\",\"include\":[{\"email\":{\"email\":7}}]}]");

	private static final List<String> BODIES = List.of("", "{", "null", "[]", "7", "\"text\"", "{\"a\":1,\"a\":2}",
			"\u0000", "\uFEFF{}", "{\"x\":" + "[".repeat(5000), "[".repeat(5000) + "]".repeat(5000));

	private static final List<String> TYPES = List.of("*/*", "application/*", "application/json;charset=utf-7",
			"text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "nonsense",
			";", "application/json;q=x");

	private static final List<String> PARAMETERS = List.of("", "-1", "99999999999", "x", "ä".repeat(3000), "a\r\nb",
			"\u202E", "2026-02-30", "%", "'", "true", "MTIz");

	@Autowired
	private Portal portal;

	@Autowired
	private FakeCloudflare cloudflare;

	private final HttpClient http = HttpClient.newHttpClient();

	private final List<String> failures = new ArrayList<>();

	private JsonNode api;

	private String token;

	private int sent;

	@BeforeEach
	void readDescription() throws Exception {
		this.token = DemoIdentityProvider.shared().accessToken(DemoPerson.ADMIN);
		this.api = JsonMapper.shared().readTree(send("GET", "/v3/api-docs", "", "application/json").body());
		assertThat(this.api.path("paths").size()).isGreaterThan(20);
	}

	@Test
	void nothingThatIsSentBreaksAnything_I15() throws Exception {
		Collection<String> fields = fields();
		Random random = new Random(SEED);
		for (var path : this.api.path("paths").properties()) {
			for (var method : path.getValue().properties()) {
				String verb = method.getKey().toUpperCase(Locale.ROOT);
				for (String address : addresses(path.getKey(), method.getValue())) {
					attempt(verb, address, "{}", "application/json");
				}
				if (method.getValue().has("requestBody")) {
					bodies(verb, path.getKey().replaceAll("\\{[^}]*}", new UUID(0, 1).toString()), fields, random);
				}
			}
		}
		assertThat(this.failures).as("of %d requests", this.sent).isEmpty();
	}

	@Test
	void oneFieldThatCannotBeTakenBreaksNothing_I15() throws Exception {
		String tunnel = this.cloudflare.addTunnel("fuzzed").toString();
		this.cloudflare.addZone("fuzzed.example");
		Map<String, String> bodies = Map.of("/api/v1/servers", """
				{"name": "fuzzed", "hostname": "ssh.fuzzed.example", "tunnelId": "%s", "service": "ssh://10.0.0.5:22",
				 "loginUser": "deploy", "applicationType": "ssh", "sessionDuration": "24h", "enforceAtConnector": false,
				 "description": "", "acknowledgedWarnings": ["foreign-domain", "foreign-address"], "policies": [
				 {"name": "Staff", "decision": "allow", "include": [{"email": {"email": "dev@example.com"}}]}]}"""
			.formatted(tunnel), "/api/v1/groups", """
					{"name": "Fuzzed", "description": "", "include": [{"email": {"email": "dev@example.com"}}],
					 "require": [], "exclude": [], "acknowledgedWarnings": []}""", "/api/v1/service-tokens", """
					{"name": "fuzzed", "duration": "720h"}""");
		for (var body : bodies.entrySet()) {
			HttpResponse<String> made = attempt("POST", body.getKey(), body.getValue(), "application/json");
			assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
			ObjectNode whole = (ObjectNode) JsonMapper.shared().readTree(body.getValue());
			for (String field : List.copyOf(whole.propertyNames())) {
				for (String value : VALUES) {
					String rest = without(whole, field).substring(1);
					attempt("POST", body.getKey(), "{\"%s\":%s,%s".formatted(field, value, rest), "application/json");
				}
			}
		}
		assertThat(this.failures).as("of %d requests", this.sent).isEmpty();
	}

	private void bodies(String verb, String path, Collection<String> fields, Random random) throws Exception {
		for (String body : BODIES) {
			attempt(verb, path, body, "application/json");
		}
		for (String type : TYPES) {
			attempt(verb, path, "{}", type);
		}
		for (String value : VALUES) {
			attempt(verb, path, body(fields, (field) -> value), "application/json");
		}
		for (int round = 0; round < 10; round++) {
			attempt(verb, path, body(fields, (field) -> VALUES.get(random.nextInt(VALUES.size()))), "application/json");
		}
		assertThat(
				attempt(verb, path, "{\"name\":" + quoted("x".repeat(1 << 20)) + "}", "application/json").statusCode())
			.as("%s %s with more than 1 MiB", verb, path)
			.isIn(413, 428, 404);
	}

	/** The fields that any endpoint knows. */
	private Collection<String> fields() {
		return this.api.findParents("properties")
			.stream()
			.flatMap((schema) -> schema.path("properties").propertyNames().stream())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static List<String> addresses(String path, JsonNode method) {
		List<String> names = method.path("parameters")
			.valueStream()
			.filter((parameter) -> "query".equals(parameter.path("in").asString("")))
			.map((parameter) -> parameter.path("name").asString())
			.toList();
		return PARAMETERS.stream().flatMap((value) -> {
			String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
			String at = path.replaceAll("\\{[^}]*}", encoded.isEmpty() ? "-" : encoded);
			return Stream.of(at,
					at + names.stream().map((name) -> name + "=" + encoded).collect(Collectors.joining("&", "?", "")));
		}).distinct().toList();
	}

	private HttpResponse<String> attempt(String verb, String path, String body, String type) throws Exception {
		this.sent++;
		HttpResponse<String> answer = send(verb, path, body, type);
		if (answer.statusCode() >= 500) {
			this.failures.add("%s %s %s %s -> %d".formatted(verb, cut(path), type, cut(body), answer.statusCode()));
		}
		return answer;
	}

	private HttpResponse<String> send(String verb, String path, String body, String type) throws Exception {
		return this.http.send(HttpRequest.newBuilder(URI.create(this.portal.address() + path))
			.header("Authorization", "Bearer " + this.token)
			.header("Content-Type", type)
			.method(verb, BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	private static String body(Collection<String> fields, Function<String, String> value) {
		return fields.stream()
			.map((field) -> "\"%s\":%s".formatted(field, value.apply(field)))
			.collect(Collectors.joining(",", "{", "}"));
	}

	private static String without(ObjectNode whole, String field) {
		ObjectNode rest = whole.deepCopy();
		rest.remove(field);
		return rest.toString();
	}

	private static String quoted(String text) {
		return "\"" + text + "\"";
	}

	private static String many(String value, int count) {
		return IntStream.range(0, count).mapToObj((at) -> value).collect(Collectors.joining(",", "[", "]"));
	}

	private static String cut(String text) {
		return (text.length() <= 120) ? text : text.substring(0, 120) + "…";
	}

}
