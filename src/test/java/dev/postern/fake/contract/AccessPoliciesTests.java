package dev.postern.fake.contract;

import java.util.Arrays;

import dev.postern.fake.FakeCloudflare;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Policies of applications and reusable ones. */
class AccessPoliciesTests {

	private static final String APPS = "/accounts/{account}/access/apps";

	private static final String POLICIES = "/accounts/{account}/access/policies";

	private static final String INVALID = "400 12130 access.api.error.invalid_request: ";

	private static final String ALLOW = """
			{"name": "Allow admin", "decision": "allow", "include": [{"email": {"email": "admin@example.com"}}]}""";

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final ApiClient api = ApiClient.of(this.cloudflare);

	AccessPoliciesTests() {
		this.cloudflare.addZone("example.jp");
	}

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void policiesGetPrecedencesInTheirOrderAndComeBackSorted() {
		JsonNode app = create(ALLOW.replace("admin\"", "first\""), with(ALLOW, "\"precedence\": 7"),
				ALLOW.replace("admin\"", "third\""))
			.result();

		assertThat(app.path("policies")).extracting((policy) -> policy.path("precedence").asInt())
			.containsExactly(1, 7, 8);
		JsonNode turned = create("other.example.jp", with(ALLOW, "\"precedence\": 2"),
				with(ALLOW.replace("allow", "deny"), "\"precedence\": 1"))
			.result();
		assertThat(turned.path("policies")).extracting((policy) -> policy.path("decision").asString())
			.containsExactly("deny", "allow");
	}

	@Test
	void precedencesMustBeUnique() {
		assertThat(create(with(ALLOW, "\"precedence\": 1"), with(ALLOW, "\"precedence\": 1")).problem())
			.isEqualTo(INVALID + "policy precedences must be unique");
		String app = create(ALLOW).id();
		assertThat(this.api.post(policiesOf(app), with(ALLOW, "\"precedence\": 1")).problem())
			.isEqualTo(INVALID + "policy precedences must be unique");
		assertThat(this.api.post(policiesOf(app), ALLOW).result().path("precedence").asInt()).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"decision": "allow", "include": [{"everyone": {}}]}                                  | policy name is missing
					{"name": "p", "include": [{"everyone": {}}]}                                          | policy decision is missing or invalid
					{"name": "p", "decision": "permit", "include": [{"everyone": {}}]}                    | policy decision is missing or invalid
					{"name": "p", "decision": "allow"}                                                    | include must have at least one rule
					{"name": "p", "decision": "allow", "include": []}                                     | include must have at least one rule
					{"name": "p", "decision": "allow", "include": [{}]}                                   | each rule must have exactly one selector
					{"name": "p", "decision": "allow", "include": [{"everyone": {}, "certificate": {}}]}  | each rule must have exactly one selector
					{"name": "p", "decision": "allow", "include": [{"email": "a@example.com"}]}           | invalid rule email
					{"name": "p", "decision": "allow", "include": [{"email": {"email": "nobody"}}]}       | invalid value of rule email
					{"name": "p", "decision": "allow", "include": [{"email_domain": {"domain": "@x"}}]}   | invalid value of rule email_domain
					{"name": "p", "decision": "allow", "include": [{"ip": {"ip": "office"}}]}             | invalid value of rule ip
					{"name": "p", "decision": "allow", "include": [{"geo": {"country_code": "Japan"}}]}   | invalid value of rule geo
					{"name": "p", "decision": "allow", "include": [{"group": {"id": "none"}}]}            | rule refers to a group that does not exist
					{"name": "p", "decision": "allow", "include": [{"everyone": {}}], "session_duration": "soon"} | invalid session_duration
					""")
	void aBadPolicyIsRefusedEverywhere(String policy, String detail) {
		String app = create("there.example.jp", ALLOW).id();

		assertThat(create(policy).problem()).isEqualTo(INVALID + detail);
		assertThat(this.api.post(POLICIES, policy).problem()).isEqualTo(INVALID + detail);
		assertThat(this.api.post(policiesOf(app), policy).problem()).isEqualTo(INVALID + detail);
		assertThat(this.cloudflare.state().reusablePolicies()).isEmpty();
	}

	@Test
	void aSelectorThatIsNewIsKeptAsItIs() {
		String policy = "{\"name\":\"p\",\"decision\":\"allow\",\"include\":[{\"moon_phase\":{\"phase\":\"full\",\"x\":1}}]}";

		assertThat(create(policy).result().path("policies").path(0).path("include").toString())
			.isEqualTo("[{\"moon_phase\":{\"phase\":\"full\",\"x\":1}}]");
	}

	@Test
	void thousandRulesFit() {
		String rules = "{\"email\": {\"email\": \"a@example.com\"}},".repeat(999) + "{\"everyone\": {}}";
		String policy = "{\"name\": \"p\", \"decision\": \"allow\", \"include\": [%s]}";

		assertThat(this.api.post(POLICIES, policy.formatted(rules)).status()).isEqualTo(201);
		assertThat(this.api.post(POLICIES, policy.formatted(rules + ", {\"everyone\": {}}")).problem())
			.isEqualTo(INVALID + "too many rules, the limit is 1000");
	}

	@Test
	void anOwnPolicyIsChangedAndRemovedBelowItsApplication() {
		JsonNode app = create(ALLOW).result();
		String path = policiesOf(app.path("id").asString()) + "/" + app.path("policies").path(0).path("id").asString();

		JsonNode changed = this.api.put(path, ALLOW.replace("Allow admin", "Renamed")).result();

		assertThat(changed.path("name").asString()).isEqualTo("Renamed");
		assertThat(changed.path("precedence").asInt()).isEqualTo(1);
		assertThat(this.api.get(path).result()).isEqualTo(changed);
		assertThat(this.api.put(path, "{\"name\": \"p\"}").status()).isEqualTo(400);
		assertThat(this.api.delete(path).status()).isEqualTo(202);
		assertThat(this.api.get(path).problem()).isEqualTo("404 12135 access.api.error.not_found");
	}

	@Test
	void aReusablePolicyIsLinkedByIdOrByObject() {
		String id = this.api.post(POLICIES, ALLOW).id();
		JsonNode app = create("\"%s\"".formatted(id)).result();
		create("other.example.jp", "{\"id\": \"%s\", \"precedence\": 3}".formatted(id));

		JsonNode linked = app.path("policies").path(0);
		assertThat(linked.path("id").asString()).isEqualTo(id);
		assertThat(linked.path("reusable").asBoolean()).isTrue();
		assertThat(linked.path("decision").asString()).isEqualTo("allow");
		assertThat(this.api.get(POLICIES + "/" + id).result().path("app_count").asInt()).isEqualTo(2);
		assertThat(this.api.get(policiesOf(app.path("id").asString())).result().path(0).path("reusable").asBoolean())
			.isTrue();
	}

	@Test
	void aReusablePolicyIsChangedOnlyUnderItsOwnPath() {
		String id = this.api.post(POLICIES, ALLOW).id();
		String app = create("\"%s\"".formatted(id)).id();

		assertThat(this.api.put(policiesOf(app) + "/" + id, ALLOW).problem())
			.isEqualTo(INVALID + "can not update reusable policies through this endpoint");
		this.api.put(POLICIES + "/" + id, ALLOW.replace("Allow admin", "Renamed"));
		assertThat(this.api.get(APPS + "/" + app).result().path("policies").path(0).path("name").asString())
			.isEqualTo("Renamed");
		assertThat(this.api.put(POLICIES + "/" + id, ALLOW.replace("\"allow\"", "\"bypass\"")).problem())
			.isEqualTo(INVALID + "policy decision is not supported for applications of type ssh");
	}

	@Test
	void aReusablePolicyInUseStays() {
		String id = this.api.post(POLICIES, ALLOW).id();
		String app = create("\"%s\"".formatted(id)).id();

		assertThat(this.api.delete(POLICIES + "/" + id).problem())
			.isEqualTo("409 12132 access.api.error.conflict: policy is in use");
		this.api.delete(APPS + "/" + app);
		assertThat(this.api.get(POLICIES + "/" + id).status()).isEqualTo(200);
		assertThat(this.api.delete(POLICIES + "/" + id).status()).isEqualTo(202);
		assertThat(this.api.get(POLICIES + "/" + id).problem()).isEqualTo("404 12135 access.api.error.not_found");
	}

	@Test
	void linksAndOwnPoliciesExcludeEachOther() {
		String id = this.api.post(POLICIES, ALLOW).id();

		assertThat(create("\"%s\"".formatted(id), ALLOW).problem())
			.isEqualTo(INVALID + "reusable and inline policies are mutually exclusive");
		String app = create("\"%s\"".formatted(id)).id();
		assertThat(this.api.post(policiesOf(app), ALLOW).problem())
			.isEqualTo(INVALID + "reusable and inline policies are mutually exclusive");
		assertThat(create("x.example.jp", "\"00000000-0000-4000-8000-000000000000\"").problem())
			.isEqualTo(INVALID + "policy does not exist");
	}

	@Test
	void ownPoliciesKeepTheirIdWhenItIsSent() {
		JsonNode app = create(ALLOW).result();
		String id = app.path("policies").path(0).path("id").asString();
		String path = APPS + "/" + app.path("id").asString();

		JsonNode kept = this.api.put(path, body("db1.example.jp", with(ALLOW, "\"id\": \"%s\"".formatted(id))))
			.result();
		JsonNode renewed = this.api.put(path, body("db1.example.jp", ALLOW)).result();

		assertThat(kept.path("policies").path(0).path("id").asString()).isEqualTo(id);
		assertThat(renewed.path("policies").path(0).path("id").asString()).isNotEqualTo(id);
	}

	@Test
	void anOwnPolicyCanBeMadeReusable() {
		JsonNode app = create(ALLOW).result();
		String path = policiesOf(app.path("id").asString()) + "/" + app.path("policies").path(0).path("id").asString();

		JsonNode reusable = this.api.put(path + "/make_reusable", "").result();

		assertThat(reusable.path("reusable").asBoolean()).isTrue();
		assertThat(this.cloudflare.state().reusablePolicies()).hasSize(1);
	}

	@Test
	void theAccountHoldsFiveHundredReusablePolicies() {
		for (int i = 0; i < 500; i++) {
			this.cloudflare.asSomebodyElse().addPolicy(ALLOW);
		}

		assertThat(this.api.post(POLICIES, ALLOW).problem())
			.isEqualTo(INVALID + "the limit of 500 reusable policies is reached");
	}

	private ApiClient.Reply create(String... policies) {
		return policies[0].startsWith("{") || policies[0].startsWith("\"")
				? this.api.post(APPS, body("db1.example.jp", policies))
				: this.api.post(APPS, body(policies[0], Arrays.copyOfRange(policies, 1, policies.length)));
	}

	private static String body(String domain, String... policies) {
		return "{\"type\": \"ssh\", \"name\": \"db1\", \"domain\": \"%s\", \"policies\": [%s]}".formatted(domain,
				String.join(", ", policies));
	}

	private static String policiesOf(String app) {
		return APPS + "/" + app + "/policies";
	}

	private static String with(String policy, String field) {
		return policy.strip().substring(0, policy.strip().length() - 1) + ", " + field + "}";
	}

}
