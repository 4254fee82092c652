package dev.postern.rules;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.rules.Mfa.Authenticator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

class TermsTests {

	private static final JsonMapper JSON = new JsonMapper();

	@Test
	void readsAllThatAPolicyAsks() {
		assertThat(PolicyCodec.read(SelectorTests.golden()).getFirst().terms()).isEqualTo(
				new Terms(
						Duration.ofHours(8), true, "Which ticket is it for?", true, List.of(
								new Approvers(1,
										List.of(EmailAddress.of("boss@example.com"),
												EmailAddress.of("deputy@example.com")),
										null),
								new Approvers(2, List.of(), UUID.fromString("a20a4aab-672b-4bdb-bc33-a59f1130a11f"))),
						new Mfa(Set.of(Authenticator.values()), false, Duration.ofMinutes(30)), true));
	}

	@ParameterizedTest
	@ValueSource(strings = { "'session_duration':null", "'approval_required':false,'approval_groups':[]",
			"'isolation_required':false", "'purpose_justification_required':false,'purpose_justification_prompt':''",
			"'mfa_config':{}", "'mfa_config':{'allowed_authenticators':[],'mfa_disabled':false}", "'mfa_config':null" })
	void defaultsSayNothing(String fields) {
		Policy policy = read(fields);

		assertThat(policy.terms()).isEqualTo(Terms.NONE);
		assertThat(PolicyCodec.canonical(List.of(policy))).isEqualTo(PolicyCodec.canonical(List.of(read("'id':'x'"))));
	}

	@Test
	void oneFormForEachDuration() {
		assertThat(read("'session_duration':'24h0m0s'")).isEqualTo(read("'session_duration':'24h'"))
			.returns(Duration.ofDays(1), (policy) -> policy.terms().sessionDuration());
		assertThat(read("'mfa_config':{'session_duration':'60m'}"))
			.isEqualTo(read("'mfa_config':{'session_duration':'1h'}"));
	}

	@Test
	void ownSessionDurationOutlastsTheServers() {
		assertThat(read("'session_duration':'8h'").withDefaultSession(Duration.ofHours(24)).terms().sessionDuration())
			.isEqualTo(Duration.ofHours(8));
		assertThat(read("'id':'x'").withDefaultSession(Duration.ofHours(24)).additionalFields())
			.isEqualTo(json("{'session_duration':'24h'}"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					'session_duration':'59s'                      | session_duration                  | rules.session-duration
					'session_duration':'731h'                     | session_duration                  | rules.session-duration
					'session_duration':'a day'                    | session_duration                  | rules.session-duration
					'session_duration':24                         | session_duration                  | rules.session-duration
					'isolation_required':'yes'                    | isolation_required                | rules.flag
					'purpose_justification_prompt':['why']        | purpose_justification_prompt      | rules.reason-prompt
					'approval_groups':{}                          | approval_groups                   | rules.approval-groups
					'approval_groups':['boss@example.com']        | approval_groups[0]                | rules.approval-groups
					'approval_groups':[{'approvals_needed':0,'email_addresses':['a@example.com']}]     | approval_groups[0].approvals_needed   | rules.approvals-needed
					'approval_groups':[{'approvals_needed':1.5,'email_addresses':['a@example.com']}]   | approval_groups[0].approvals_needed   | rules.approvals-needed
					'approval_groups':[{'email_addresses':['a@example.com']}]                          | approval_groups[0].approvals_needed   | rules.approvals-needed
					'approval_groups':[{'approvals_needed':1,'email_addresses':['a']}]                 | approval_groups[0].email_addresses[0] | rules.email
					'approval_groups':[{'approvals_needed':1,'email_list_uuid':'a'}]                   | approval_groups[0].email_list_uuid    | rules.email-list
					'approval_groups':[{'approvals_needed':2,'email_addresses':['a@example.com','A@example.com']}] | approval_groups[0].approvals_needed | rules.approvers-too-few
					'mfa_config':true                             | mfa_config                        | rules.mfa
					'mfa_config':{'allowed_authenticators':'totp'}   | mfa_config.allowed_authenticators    | rules.mfa-authenticator
					'mfa_config':{'allowed_authenticators':['sms']}  | mfa_config.allowed_authenticators[0] | rules.mfa-authenticator
					'mfa_config':{'mfa_disabled':'no'}               | mfa_config.mfa_disabled              | rules.flag
					'mfa_config':{'session_duration':'30s'}          | mfa_config.session_duration          | rules.mfa-session
					'mfa_config':{'session_duration':'721h'}         | mfa_config.session_duration          | rules.mfa-session
					'purpose_justification_required':true,'approval_required':true                     | approval_groups                       | rules.approval-by-nobody
					'approval_required':true,'approval_groups':[{'approvals_needed':1,'email_addresses':['a@example.com']}] | approval_required | rules.approval-without-reason
					""")
	void refusesWhatCannotBeAsked_I15(String fields, String path, String code) {
		InvalidInput invalid = catchThrowableOfType(InvalidInput.class, () -> read(fields));

		assertThat(invalid.problems()).extracting(FieldProblem::field, FieldProblem::code)
			.containsExactly(tuple("[0]." + path, code));
		JsonNode standing = policies(fields);
		assertThat(PolicyCodec.write(PolicyCodec.readObserved(standing)).get(0)).as("what stands at Cloudflare is kept")
			.isEqualTo(
					PolicyCodec.write(PolicyCodec.readObserved(PolicyCodec.write(PolicyCodec.readObserved(standing))))
						.get(0));
	}

	@ParameterizedTest
	@ValueSource(strings = { "'session_duration':'a day'", "'approval_groups':['boss@example.com']",
			"'mfa_config':true", "'isolation_required':'yes'", "'purpose_justification_prompt':['why']" })
	void whatStandsAtCloudflareIsKeptAsItIs(String fields) {
		JsonNode expected = json("{" + fields + "}");

		assertThat(PolicyCodec.readObserved(policies(fields)).getFirst().more()).isEqualTo(expected);
		assertThat(PolicyCodec.readObserved(policies(fields)).getFirst().additionalFields()).isEqualTo(expected);
	}

	@Test
	void nobodyCanBeAskedForNoApproval() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Approvers(0, List.of(), null));
	}

	private static Policy read(String fields) {
		return PolicyCodec.read(policies(fields)).getFirst();
	}

	private static JsonNode policies(String fields) {
		return json("[{'name':'x','decision':'allow','include':[{'everyone':{}}],%s}]".formatted(fields));
	}

	private static JsonNode json(String text) {
		return JSON.readTree(text.replace('\'', '"'));
	}

}
