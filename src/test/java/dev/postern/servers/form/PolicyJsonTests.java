package dev.postern.servers.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.Selector;
import dev.postern.rules.Terms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

/** What a form makes of policies, and policies of a form. */
class PolicyJsonTests {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private static final String PROVIDER = "f174e90a-fafe-4643-bbbc-4a0ed4fc8415";

	static Stream<Policy> golden() {
		try (InputStream file = Objects.requireNonNull(PolicyCodec.class.getResourceAsStream("policies.json"))) {
			return PolicyCodec.read(JSON.readTree(file)).stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@ParameterizedTest
	@MethodSource("golden")
	void aPolicyGoesThroughTheFormAndLosesNothing(Policy policy) {
		assertThat(through(policy)).isEqualTo(policy);
	}

	@Test
	void everyKindOfSelectorHasARowOfItsOwnKind() {
		Set<String> kinds = new HashSet<>();
		golden().forEach((policy) -> PolicyForm.of(policy).include().forEach((row) -> kinds.add(row.kind())));

		assertThat(kinds).contains("other")
			.containsAll(Stream.of(RuleKind.values()).map(RuleKind::key).toList())
			.hasSize(RuleKind.values().length + 1);
	}

	@Test
	void anyMixtureOfSelectorsGoesThroughTheForm() {
		List<Selector> all = golden().flatMap((policy) -> policy.include().stream()).distinct().toList();
		Random random = new Random(3);
		for (int i = 0; i < 300; i++) {
			Policy policy = new Policy("Mixed", Decision.ALLOW, some(all, random), some(all, random), some(all, random),
					Terms.NONE, JsonNodeFactory.instance.objectNode());

			assertThat(through(policy)).isEqualTo(policy);
		}
	}

	@Test
	void aPastedColumnIsTakenAndWhatStandsThereTwiceOnce() {
		List<Policy> policies = read(allow(
				new RuleForm("email", "", "",
						"Ada@example.com\r\nben@example.com, eve@example.com;\tada@example.com\n\n"),
				new RuleForm("email", "", "", "eve@example.com"),
				new RuleForm("email_domain", "", "", "@Example.org example.org")));

		assertThat(policies.getFirst().include()).extracting((selector) -> PolicyCodec.write(selector).toString())
			.containsExactly("{\"email\":{\"email\":\"ada@example.com\"}}",
					"{\"email\":{\"email\":\"ben@example.com\"}}", "{\"email\":{\"email\":\"eve@example.com\"}}",
					"{\"email_domain\":{\"domain\":\"example.org\"}}");
	}

	@Test
	void aPolicyWhoseFurtherFieldsWereBrokenIsRefusedAndNotCutShort() {
		for (String more : List.of("{\"reusable\":", "[]", "", "{\"reusable\":true,\"reusable\":false}")) {
			PolicyForm policy = new PolicyForm("Broken", null, null, null, null, null, more);

			InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> PolicyJson.of(policy));
			assertThat(refused.problems()).extracting(FieldProblem::field, FieldProblem::value, FieldProblem::code)
				.containsExactly(tuple("policies[0]", more, "servers.error.policies.more"));
		}
	}

	@Test
	void namesOfGroupsMayHoldBlanksAndCommas() {
		List<Policy> policies = read(allow(new RuleForm("okta", PROVIDER, "", "Database team\nOps, Tokyo")));

		assertThat(policies.getFirst().include()).hasSize(2)
			.contains(new Selector.OktaGroup(UUID.fromString(PROVIDER), "Ops, Tokyo"));
	}

	@Test
	void eachWrongValueIsNamedWithItsLineAtItsRow_I15() {
		List<FieldProblem> problems = problems(allow(new RuleForm("ip", "", "", "203.0.113.0/24"),
				new RuleForm("email", "", "", "ada@example.com\nben\nada@example.com eve@example.com\ncarl@"),
				new RuleForm("okta", "nobody", "", "devs")));

		assertThat(problems).extracting(FieldProblem::field, FieldProblem::value)
			.map(Object::toString)
			.containsExactly("(\"policies[0].include[1].values\", \"ben\")",
					"(\"policies[0].include[1].values\", \"carl@\")",
					"(\"policies[0].include[2].provider\", \"nobody\")");
		assertThat(problems.get(0).code()).isEqualTo("servers.error.at-line");
		assertThat(problems.get(0).args().getFirst()).isEqualTo(2);
		assertThat(problems.get(1).args().getFirst()).isEqualTo(4);
		assertThat(problems.get(2).code()).isEqualTo("rules.identity-provider");
	}

	@Test
	void aRowThatNamesNobodySaysNothing() {
		PolicyForm policy = new PolicyForm("Team", "allow",
				List.of(new RuleForm("email", "", "", " "), new RuleForm("email_domain", "", "", "example.com")), null,
				null, null, null);

		assertThat(read(policy)).hasSize(1);
		assertThat(PolicyJson.of(policy).get(0).toString())
			.contains("[{\"email_domain\":{\"domain\":\"example.com\"}}]");
	}

	@Test
	void aConditionLeftBlankIsRefusedAndNotForgotten() {
		PolicyForm policy = new PolicyForm("Team", "allow",
				List.of(new RuleForm("email_domain", "", "", "example.com")), List.of(new RuleForm("geo", "", "", "")),
				List.of(new RuleForm("ip", "", "", " \n")), null, null);

		assertThat(problems(policy)).extracting(FieldProblem::field, FieldProblem::code)
			.map(Object::toString)
			.containsExactly("(\"policies[0].require[0].values\", \"servers.error.rule.blank\")",
					"(\"policies[0].exclude[0].values\", \"servers.error.rule.blank\")");
	}

	@Test
	void aRowThatIsHalfFilledInIsNamed() {
		PolicyForm policy = new PolicyForm("Team", "allow",
				List.of(new RuleForm("email", "", "", ""), new RuleForm("okta", "", "", "devs")), null, null, null,
				null);

		assertThat(problems(policy)).extracting(FieldProblem::field, FieldProblem::code)
			.map(Object::toString)
			.containsExactly("(\"policies[0].include[1].provider\", \"servers.error.rule.blank\")");
	}

	@Test
	void untouchedPoliciesSayNothingAndProblemsStandAtTheirPlaceInTheForm() {
		PolicyForm untouched = PolicyForm.empty("Policy 1");
		PolicyForm wrong = new PolicyForm("Team", "allow", List.of(new RuleForm("email", "", "", "ben")), null, null,
				null, null);

		assertThat(PolicyJson.write(List.of(untouched, wrong))).hasSize(1);
		assertThat(PolicyJson.write(List.of(untouched))).hasSize(1);
		assertThat(problems(untouched, wrong)).extracting(FieldProblem::field)
			.containsExactly("policies[1].include[0].values");
	}

	@Test
	void whatAPolicyAsksIsToldAtItsFields() {
		TermsForm terms = new TermsForm("1s", null, null, true, List.of(new ApproversForm("many", "boss", "x")),
				Set.of("guess"), null, "1s", null);
		PolicyForm policy = new PolicyForm("Team", "allow", List.of(new RuleForm("email", "", "", "a@example.com")),
				null, null, terms, null);

		assertThat(problems(policy)).extracting(FieldProblem::field)
			.containsExactlyInAnyOrder("policies[0].terms.sessionDuration", "policies[0].terms.approvalRequired",
					"policies[0].terms.approvers[0].needed", "policies[0].terms.approvers[0].addresses",
					"policies[0].terms.approvers[0].list", "policies[0].terms.authenticators",
					"policies[0].terms.mfaDuration");
	}

	@Test
	void whatIsTheSameInTwoSpellingsStandsThereOnce() {
		assertThat(
				read(allow(new RuleForm("email", "", "", "O'Brien@M\u00fcller.example, o'brien@xn--mller-kva.example"),
						new RuleForm("email_domain", "", "", "@Stra\u00dfe.example, xn--strae-oqa.EXAMPLE."))))
			.flatExtracting(Policy::include)
			.containsExactly(new Selector.Email(EmailAddress.of("o'brien@m\u00fcller.example")),
					new Selector.EmailDomain("xn--strae-oqa.example"));
	}

	@Test
	void aLookalikeIsRefusedAndNotTurnedIntoWhatItLooksLike_I15() {
		assertThat(problems(allow(new RuleForm("email", "", "", "jac\u212a@example.com")),
				allow(new RuleForm("email", "", "", "jack@\uff45xample.com")),
				allow(new RuleForm("email_domain", "", "", "\u212aube.example"))))
			.extracting(FieldProblem::value)
			.containsExactly("jac\u212a@example.com", "jack@\uff45xample.com", "\u212aube.example");
	}

	private static PolicyForm allow(RuleForm... include) {
		return new PolicyForm("Team", "allow", List.of(include), null, null, null, null);
	}

	private static List<Policy> read(PolicyForm policy) {
		return PolicyCodec.read(PolicyJson.of(policy));
	}

	private static Policy through(Policy policy) {
		JsonNode json = PolicyJson.write(List.of(PolicyForm.of(policy)));
		return PolicyCodec.read(json).getFirst();
	}

	private static List<Selector> some(List<Selector> all, Random random) {
		List<Selector> shuffled = new ArrayList<>(all);
		Collections.shuffle(shuffled, random);
		return shuffled.subList(0, 1 + random.nextInt(all.size()));
	}

	private static List<FieldProblem> problems(PolicyForm... policies) {
		List<PolicyForm> list = List.of(policies);
		InvalidInput input = catchThrowableOfType(InvalidInput.class, () -> PolicyCodec.read(PolicyJson.write(list)));
		FormFieldLocator locator = new FormFieldLocator(list);
		return IntStream.range(0, input.problems().size())
			.mapToObj((i) -> locator.locate(input.problems().get(i).under("policies")))
			.toList();
	}

}
