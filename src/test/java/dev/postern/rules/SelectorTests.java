package dev.postern.rules;

import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SelectorTests {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private static final String UUID = "aa0a4aab-672b-4bdb-bc33-a59f1130a11f";

	@Test
	void everySelectorAndEveryFieldSurvivesReadingAndWriting() {
		JsonNode golden = golden();

		assertThat(PolicyCodec.write(PolicyCodec.read(golden))).isEqualTo(golden);
		assertThat(PolicyCodec.write(PolicyCodec.readObserved(golden))).isEqualTo(golden);
		assertThat(PolicyCodec.readObserved(golden)).isEqualTo(PolicyCodec.read(golden));
		assertThat(PolicyCodec.read(JSON.readTree(PolicyCodec.write(PolicyCodec.read(golden)).toString())))
			.isEqualTo(PolicyCodec.read(golden));
	}

	@Test
	void eachKindIsReadAsItself() {
		List<Policy> policies = PolicyCodec.read(golden());
		Set<Class<?>> read = new HashSet<>();
		policies.getFirst().include().forEach((selector) -> read.add(selector.getClass()));

		assertThat(read).containsExactlyInAnyOrderElementsOf(
				records(Selector.class).filter((type) -> type != Selector.Other.class).toList());
		assertThat(SelectorKinds.ALL).extracting(SelectorKind::type).doesNotHaveDuplicates().hasSameSizeAs(read);
		assertThat(policies.getFirst().more()).isEmpty();
		assertThat(policies.get(1).include()).allMatch(Selector.Other.class::isInstance);
		assertThat(policies.get(1).terms()).isEqualTo(Terms.NONE);
	}

	@Test
	void canonicalFormSaysTheSame() {
		List<Policy> canonical = PolicyCodec.canonical(PolicyCodec.read(golden()));

		assertThat(new HashSet<>(canonical.getFirst().include()))
			.isEqualTo(new HashSet<>(PolicyCodec.read(golden()).getFirst().include()));
		assertThat(PolicyCodec.canonical(PolicyCodec.read(PolicyCodec.write(canonical)))).isEqualTo(canonical);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{'email':{'email':'\\u202eadmin@example.com'}} | email.email | U+202E
					{'email':{'email':'ad\\u200bmin@example.com'}} | email.email | U+200B
					{'gsuite':{'email':'d\\u200be@example.com','identity_provider_id':'UUID'}} | gsuite.email | U+200B
					{'okta':{'name':'de\\u202evs','identity_provider_id':'UUID'}} | okta.name | U+202E
					{'common_name':{'common_name':'x\\u200by'}} | common_name.common_name | U+200B
					{'auth_method':{'auth_method':'m\\u3164fa'}} | auth_method.auth_method | U+3164
					{'saml':{'identity_provider_id':'UUID','attribute_name':'a','attribute_value':'b\\ud800'}} | saml.attribute_value | U+D800
					{'external_evaluation':{'evaluate_url':'https://a.example/\\u202e','keys_url':'https://a.example'}} | external_evaluation.evaluate_url | U+202E
					""",
			quoteCharacter = '`')
	void characterThatIsNotSeenIsNamed_I15(String rule, String field, String character) {
		InvalidInput invalid = catchThrowableOfType(InvalidInput.class, () -> read(rule.replace("UUID", UUID)));

		assertThat(invalid.problems()).singleElement()
			.returns("[0].include[0]." + field, FieldProblem::field)
			.returns("rules.hidden", FieldProblem::code)
			.returns(List.<Object>of(character), FieldProblem::args);
		assertThat(PolicyCodec.readObserved(policies(rule.replace("UUID", UUID))).getFirst().include()).singleElement()
			.isInstanceOf(Selector.Other.class);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{'email_list':{'id':'everybody'}}                                | email_list.id                        | everybody | rules.email-list
					{'ip_list':{'id':'1-1-1-1-1'}}                                   | ip_list.id                           | 1-1-1-1-1 | rules.ip-list
					{'group':{'id':7}}                                               | group.id                             | 7         | rules.group
					{'gsuite':{'email':'devs','identity_provider_id':'UUID'}}        | gsuite.email                         | devs      | rules.gsuite
					{'gsuite':{'email':'devs@example.com','identity_provider_id':4}} | gsuite.identity_provider_id          | 4         | rules.identity-provider
					{'github-organization':{'identity_provider_id':'UUID'}}          | github-organization.name             | ''        | rules.github-organization
					{'github-organization':{'identity_provider_id':'UUID','name':'a','team':''}} | github-organization.team | ''        | rules.github-team
					{'okta':{'identity_provider_id':'UUID','name':' '}}              | okta.name                            | ' '       | rules.okta
					{'azureAD':{'identity_provider_id':'UUID','id':'devs'}}          | azureAD.id                           | devs      | rules.azureAD
					{'saml':{'identity_provider_id':'UUID','attribute_name':'a','attribute_value':''}} | saml.attribute_value | ''      | rules.saml
					{'oidc':{'identity_provider_id':'UUID','claim_name':'','claim_value':'b'}} | oidc.claim_name            | ''        | rules.oidc
					{'auth_context':{'identity_provider_id':'UUID','id':'c1','ac_id':'c1'}}   | auth_context.id             | c1        | rules.auth-context
					{'auth_context':{'identity_provider_id':'UUID','id':'UUID','ac_id':''}}   | auth_context.ac_id          | ''        | rules.auth-context-id
					{'service_token':{'token_id':'88bf3b6d.access'}}                 | service_token.token_id               | 88bf3b6d.access | rules.service-token
					{'any_valid_service_token':true}                                 | any_valid_service_token              | true      | rules.any-valid-service-token
					{'certificate':true}                                             | certificate                          | true      | rules.certificate
					{'common_name':{'common_name':''}}                               | common_name.common_name              | ''        | rules.common-name
					{'auth_method':{'auth_method':['mfa']}}                          | auth_method.auth_method              | ["mfa"]   | rules.auth-method
					{'login_method':{'id':'okta'}}                                   | login_method.id                      | okta      | rules.login-method
					{'device_posture':{'integration_uid':'disk'}}                    | device_posture.integration_uid       | disk      | rules.device-posture
					{'device_posture':{'integration_uid':'UUID','account_id':'me'}}  | device_posture.account_id            | me        | rules.account
					{'external_evaluation':{'evaluate_url':'http://a.example.com','keys_url':'https://a.example.com'}} | external_evaluation.evaluate_url | http://a.example.com | rules.external-evaluation
					{'external_evaluation':{'evaluate_url':'https://a.example.com','keys_url':'https://me@a.example.com'}} | external_evaluation.keys_url | https://me@a.example.com | rules.external-evaluation
					{'linked_app_token':{'app_uid':'app'}}                           | linked_app_token.app_uid             | app       | rules.linked-app-token
					{'user_risk_score':{'user_risk_score':[]}}                       | user_risk_score.user_risk_score      | []        | rules.user-risk-score
					{'user_risk_score':{'user_risk_score':['low','extreme']}}        | user_risk_score.user_risk_score      | ["low","extreme"] | rules.user-risk-score
					{'cloudflare_account_member':{'account_id':'ACME'}}              | cloudflare_account_member.account_id | ACME      | rules.account
					{'cloudflare_account_member':null}                               | cloudflare_account_member.account_id | ''        | rules.account
					""")
	void refusesValuesThatCannotBe_I15(String rule, String path, String value, String code) {
		JsonNode policies = policies(rule.replace("UUID", UUID));

		assertThat(problems(policies)).containsExactly(FieldProblem.of("[0].include[0]." + path, value, code));
		assertThat(PolicyCodec.write(PolicyCodec.readObserved(policies)).get(0).get("include"))
			.isEqualTo(policies.get(0).get("include"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "XK", "T1" })
	void takesWhatCloudflareSaysBesidesTheCodesOfIso(String code) {
		JsonNode policies = policies("{'geo':{'country_code':'" + code + "'}}");

		assertThat(PolicyCodec.read(policies).getFirst().include()).containsExactly(new Selector.Country(code));
		assertThat(Selector.Country.codes()).contains(code).doesNotContain("XX", "A1", "EU");
	}

	@Test
	void namesEachWrongFieldOfOneSelector() {
		assertThat(problems(policies("{'oidc':{'identity_provider_id':'x'}}"))).extracting(FieldProblem::field)
			.containsExactly("[0].include[0].oidc.identity_provider_id", "[0].include[0].oidc.claim_name",
					"[0].include[0].oidc.claim_value");
	}

	@ParameterizedTest
	@ValueSource(strings = { "line\\nbreak", "nul\\u0000", "next\\u2028line" })
	void refusesNamesThatBreakALine(String name) {
		assertThat(problems(policies("{'common_name':{'common_name':'%s'}}".formatted(name))))
			.extracting(FieldProblem::code)
			.containsExactly("rules.common-name");
	}

	@Test
	void oneSpellingForEachValue() {
		assertThat(read("{'group':{'id':'AA0A4AAB-672B-4BDB-BC33-A59F1130A11F'}}"))
			.isEqualTo(read("{'group':{'id':'aa0a4aab-672b-4bdb-bc33-a59f1130a11f'}}"));
		assertThat(read("{'user_risk_score':{'user_risk_score':['high','low','high']}}"))
			.isEqualTo(read("{'user_risk_score':{'user_risk_score':['low','high']}}"));
		assertThat(read("{'github-organization':{'identity_provider_id':'%s','name':'a','team':null}}".formatted(UUID)))
			.isEqualTo(read("{'github-organization':{'identity_provider_id':'%s','name':'a'}}".formatted(UUID)));
	}

	private static Stream<Class<?>> records(Class<?> type) {
		return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SelectorTests::records)
				: Stream.of(type);
	}

	static JsonNode golden() {
		InputStream golden = SelectorTests.class.getResourceAsStream("policies.json");
		return JSON.readTree(Objects.requireNonNull(golden));
	}

	private static Selector read(String rule) {
		return PolicyCodec.read(policies(rule)).getFirst().include().getFirst();
	}

	private static List<FieldProblem> problems(JsonNode policies) {
		return catchThrowableOfType(InvalidInput.class, () -> PolicyCodec.read(policies)).problems();
	}

	private static JsonNode policies(String rule) {
		return JSON.readTree("[{'name':'x','decision':'allow','include':[%s]}]".formatted(rule).replace('\'', '"'));
	}

}
