package dev.postern.rules;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PolicyCodecTests {

	private static String repeated(int policies) {
		return "[" + String.join(",", Collections.nCopies(policies, withPeople(1))) + "]";
	}

	private static final JsonMapper JSON = new JsonMapper();

	@Test
	void writesWhatItReadWithPrecedenceFromOneOn() {
		String policies = """
				[{"name":"Allow admin","decision":"allow","precedence":1,
				  "include":[{"email":{"email":"admin@example.com"}},{"email_domain":{"domain":"example.ac.jp"}}],
				  "require":[{"geo":{"country_code":"JP"}}],"exclude":[{"ip":{"ip":"203.0.113.0/24"}}],"session_duration":"8h"},
				 {"name":"Block the rest","decision":"deny","precedence":2,"include":[{"everyone":{}}],"require":[],"exclude":[]}]
				""";

		assertThat(PolicyCodec.write(PolicyCodec.read(json(policies)))).isEqualTo(json(policies));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'next_year':{'identity_provider_id':'4ab','name':'devs'}}",
			"{'email':{'email':'a@example.com','note':'temporary'}}", "{'everyone':{'since':2027}}",
			"{'geo':{'country_code':'JP'},'comment':'home'}", "{'certificate':{'issuer':'ours'}}",
			"{'email':{'email':'anything at all','note':'temporary'}}",
			"{'device_posture':{'integration_uid':'aa0a4aab-672b-4bdb-bc33-a59f1130a11f','since':1}}" })
	void selectorItDoesNotKnowSurvivesUnchanged(String selector) {
		JsonNode policies = json("[" + aPolicy(selector) + "]");

		List<Policy> read = PolicyCodec.read(policies);

		assertThat(read.getFirst().include()).containsExactly(new Selector.Other(json(selector)));
		assertThat(PolicyCodec.write(read).get(0).get("include").get(0)).isEqualTo(json(selector));
	}

	@Test
	void dropsWhatCloudflareGivesOutAndKeepsTheRest() {
		Policy policy = only(
				"""
						{"id":"f1","uid":"f1","precedence":7,"created_at":"2026-11-01T00:00:00Z","updated_at":"2026-11-01T00:00:00Z",
						 "app_count":1,"account_id":"a","reusable":false,"name":"x","decision":"allow",
						 "include":[{"everyone":{}}],"connection_rules":{"ssh":{"usernames":["root"]}}}""");

		assertThat(policy.more()).isEqualTo(json("{'connection_rules':{'ssh':{'usernames':['root']}}}"));
	}

	@Test
	void linkToAReusablePolicyShows() {
		Policy policy = only(
				"{'id':'f1','reusable':true,'name':'x','decision':'allow','include':[{'email':{'email':'a@example.com'}}]}");

		assertThat(policy.more()).isEqualTo(json("{'reusable':true}"));
		assertThat(PolicyCodec.canonical(List.of(policy)).getFirst().more()).isEqualTo(json("{'reusable':true}"));
	}

	@Test
	void precedenceOrdersWhereEachPolicySaysIt() {
		List<Policy> policies = PolicyCodec.read(json("""
				[{"name":"second","decision":"allow","precedence":9,"include":[{"everyone":{}}]},
				 {"name":"first","decision":"deny","precedence":2,"include":[{"everyone":{}}]}]"""));

		assertThat(policies).extracting(Policy::name).containsExactly("first", "second");
	}

	@Test
	void equalPoliciesHaveOneCanonicalForm() {
		Policy given = only(
				"""
						{"name":"x","decision":"allow","session_duration":null,"approval_required":false,"approval_groups":[],
						 "purpose_justification_prompt":"","mfa_config":{},"include":[{"ip":{"ip":"10.0.0.1"}},{"email":{"email":"B@Example.com"}},
						 {"geo":{"country_code":"jp"}},{"email":{"email":"a@example.com"}},{"ip":{"ip":"2001:DB8:0::1"}},
						 {"email":{"email":"b@example.com"}},{"okta":{"name":"devs","identity_provider_id":"f174e90a-fafe-4643-bbbc-4a0ed4fc8415"}},
						 {"okta":{"identity_provider_id":"f174e90a-fafe-4643-bbbc-4a0ed4fc8415","name":"devs"}},{"email_domain":{"domain":"EXAMPLE.org"}}]}""");
		Policy same = only(
				"""
						{"name":"x","decision":"allow","include":[{"okta":{"identity_provider_id":"f174e90a-fafe-4643-bbbc-4a0ed4fc8415","name":"devs"}},
						 {"ip":{"ip":"2001:db8::1/128"}},{"ip":{"ip":"10.0.0.1/32"}},{"geo":{"country_code":"JP"}},
						 {"email":{"email":"b@example.com"}},{"email":{"email":"a@example.com"}},{"email_domain":{"domain":"example.org"}}],
						 "require":null,"exclude":[]}""");

		assertThat(PolicyCodec.canonical(List.of(given))).isEqualTo(PolicyCodec.canonical(List.of(same)));
		assertThat(PolicyCodec.write(PolicyCodec.canonical(List.of(given))))
			.hasToString(PolicyCodec.write(PolicyCodec.canonical(List.of(same))).toString());
		assertThat(PolicyCodec.canonical(List.of(given)).getFirst().include()).hasSize(7);
	}

	@Test
	void numbersAreEqualHoweverTheyWereRead() {
		String policy = "[{'name':'x','decision':'allow','include':[{'next_year':{'id':%s}}],'next_year':[%s]}]"
			.replace('\'', '"');
		JsonMapper exact = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

		assertThat(PolicyCodec.canonical(PolicyCodec.read(JSON.readTree(policy.formatted("2.50", "100")))))
			.isEqualTo(PolicyCodec.canonical(PolicyCodec.read(exact.readTree(policy.formatted("2.5", "1e2")))));
		assertThat(PolicyCodec.canonical(PolicyCodec.read(exact.readTree(policy.formatted("2.5", "1e2"))))
			.getFirst()
			.more()).hasToString("{\"next_year\":[100]}");
	}

	@Test
	void namesEveryProblemAtOnceWithItsPlace_I15() {
		InvalidInput invalid = invalid(
				"""
						[{"name":"","decision":"permit","include":[{"email":{"email":"a@example.com"}},{},{"email":{"email":"eve"}}],
						  "require":[{"geo":{"country_code":"XX"}},{"ip":{"ip":"10.0.0.300"}}],"exclude":[{"email_domain":{"domain":"@example.com"}}]},
						 {"name":"b","decision":"deny","include":[]}, "c",
						 {"name":"d","decision":"allow","include":{"everyone":{}},"exclude":[{"everyone":true},{"email":{}},
						  {"email":{"email":"a@example.com"},"geo":{"country_code":"JP"}}]}]""");

		assertThat(invalid.problems()).extracting(FieldProblem::field, FieldProblem::value, FieldProblem::code)
			.map((tuple) -> String.join(" | ", tuple.toList().stream().map(String::valueOf).toList()))
			.containsExactly("[0].name |  | rules.policy-name", "[0].decision | permit | rules.decision",
					"[0].include[1] | {} | rules.selector-object", "[0].include[2].email.email | eve | rules.email",
					"[0].require[0].geo.country_code | XX | rules.geo", "[0].require[1].ip.ip | 10.0.0.300 | rules.ip",
					"[0].exclude[0].email_domain.domain | @example.com | rules.email-domain",
					"[1].include | [] | rules.include-empty", "[2] | c | rules.policy-object",
					"[3].include | {\"everyone\":{}} | rules.selectors-list",
					"[3].exclude[0].everyone | true | rules.everyone", "[3].exclude[1].email.email |  | rules.email",
					"[3].exclude[2] | {\"email\":{\"email\":\"a@example.com\"},\"geo\":{\"country_code\":\"JP\"}} | rules.selector-ambiguous");
	}

	@Test
	void problemsTakeTheNameOfTheirFieldFromTheCaller() {
		assertThat(invalid("[3]").problems().getFirst().under("policies").field()).isEqualTo("policies[0]");
		assertThat(invalid("{}").problems().getFirst().under("policies").field()).isEqualTo("policies");
	}

	@Test
	void takesAThousandRulesAndNotOneMore() {
		assertThat(only(withPeople(1_000)).include()).hasSize(1_000);
		assertThat(invalid("[" + withPeople(1_001) + "]").problems())
			.containsExactly(FieldProblem.of("[0].include", "1001", "rules.selectors-too-many", 1_000));
	}

	@Test
	void takesFiftyPoliciesAndNotOneMore() {
		assertThat(PolicyCodec.read(json(repeated(50)))).hasSize(50);
		assertThat(invalid(repeated(51)).problems())
			.containsExactly(FieldProblem.of("", "51", "rules.policies-too-many", 50));
		assertThat(PolicyCodec.readObserved(json(repeated(51)))).hasSize(51);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "   ", "two\\nlines", "nul\\u0000", "next\\u2028line", "back\\u202Ewards",
			"no\\u200Bthing" })
	void refusesNamesThatBreakALine(String name) {
		assertThat(invalid("[" + aPolicy("{'everyone':{}}").replace("'x'", "'" + name + "'") + "]").problems())
			.extracting(FieldProblem::code)
			.containsExactly("rules.policy-name");
	}

	@Test
	void takesNamesOf350CharactersAtMost() {
		String policy = aPolicy("{'everyone':{}}");

		assertThat(only(policy.replace("'x'", "'" + "n".repeat(350) + "'")).name()).hasSize(350);
		assertThatExceptionOfType(InvalidInput.class)
			.isThrownBy(() -> only(policy.replace("'x'", "'" + "n".repeat(351) + "'")));
	}

	@Test
	void whatStandsAtCloudflareIsReadAsItIs() {
		JsonNode standing = json(
				"""
						[{"name":"","decision":"allow","precedence":1,"include":[{"geo":{"country_code":"XX"}},{"email":{"email":"odd one"}},
						  {"email":{"email":"a@example.com"},"geo":{"country_code":"JP"}}],"require":[],"exclude":[]},
						 {"name":"b","decision":"deny","precedence":2,"include":[],"require":[],"exclude":[]}]""");

		assertThat(PolicyCodec.write(PolicyCodec.readObserved(standing))).isEqualTo(standing);
		assertThatExceptionOfType(InvalidInput.class)
			.isThrownBy(() -> PolicyCodec.readObserved(json("[{'name':'x','decision':'perhaps','include':[]}]")));
	}

	private static String withPeople(int count) {
		return aPolicy(String.join(",",
				IntStream.range(0, count).mapToObj((i) -> "{'email':{'email':'p" + i + "@example.com'}}").toList()));
	}

	private static String aPolicy(String include) {
		return "{'name':'x','decision':'allow','include':[" + include + "]}";
	}

	private static Policy only(String policy) {
		return PolicyCodec.read(json("[" + policy + "]")).getFirst();
	}

	private static InvalidInput invalid(String policies) {
		return catchThrowableOfType(InvalidInput.class, () -> PolicyCodec.read(json(policies)));
	}

	private static JsonNode json(String text) {
		return JSON.readTree(text.replace('\'', '"'));
	}

}
