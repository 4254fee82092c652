package dev.postern.rules;

import java.util.Collections;
import java.util.List;

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

class UnknownFieldLimitsTests {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	@ParameterizedTest
	@ValueSource(ints = { 21, 490 })
	void refusesWhatIsNestedTooDeep_I15(int depth) {
		assertThat(problems(withSelector(nested(depth - 1)))).containsExactly("[0].include[1] rules.unread-depth");
		assertThat(problems(withField("zz", nested(depth)))).containsExactly("[0].zz rules.unread-depth");
		assertThat(problems(withField("mfa_config", "{\"zz\":" + nested(depth - 1) + "}")))
			.containsExactly("[0].mfa_config rules.unread-depth");
		assertThat(problems(withField("approval_groups",
				"[{\"approvals_needed\":1,\"email_addresses\":[\"a@example.com\"],\"zz\":" + nested(depth - 2) + "}]")))
			.containsExactly("[0].approval_groups rules.unread-depth");
	}

	@Test
	void takesTwentyLevels() {
		assertThat(problems(withSelector(nested(19)))).isEmpty();
		assertThat(problems(withField("zz", nested(20)))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 2_001, 1_500_000 })
	void refusesWhatIsTooLongAndShowsItsBeginning_I15(int length) {
		assertThat(problems(withSelector(text(length - 9)))).containsExactly("[0].include[1] rules.unread-size");
		InvalidInput refused = refused(withField("zz", text(length - 4)));

		assertThat(refused.problems()).singleElement()
			.returns("[0].zz", FieldProblem::field)
			.returns("rules.unread-size", FieldProblem::code)
			.returns(List.<Object>of(2_000, length), FieldProblem::args)
			.satisfies((problem) -> assertThat(problem.value()).hasSizeLessThan(400).startsWith("\"aaa").endsWith("…"));
		assertThat(problems(withField("z".repeat(Math.min(length, 40_000)), "1"))).singleElement()
			.asString()
			.endsWith("unread-size");
	}

	@Test
	void takesTwoThousandCharacters() {
		assertThat(problems(withSelector(text(1_990)))).isEmpty();
		assertThat(problems(withField("zz", text(1_996)))).isEmpty();
	}

	@Test
	void takesTwentySelectorsItDoesNotKnowAndNotOneMore_I15() {
		assertThat(PolicyCodec.read(list(20))).hasSize(2);
		assertThat(refused(list(21)).problems()).containsExactly(FieldProblem.of("", "21", "rules.unread-many", 20));
	}

	@Test
	void takesTwentyFieldsItDoesNotKnowAndNotOneMore_I15() {
		assertThat(problems(withFields(20))).isEmpty();
		assertThat(problems(withFields(21))).containsExactly("[0] rules.unread-fields");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
			"\\u0000" | [0].zz rules.unread-text
			["a","\\ud800b"] | [0].zz[1] rules.unread-text
			{"b\\u0000":1} | [0].zz.b\uFFFD rules.unread-text
			{"c":[1e400]} | [0].zz.c[0] rules.unread-number
			1e999999999 | [0].zz rules.unread-number
			-1e-999999999 | [0].zz rules.unread-number
			""")
	void refusesWhatNoStoreTakes_I15(String value, String problem) {
		assertThat(problems(withField("zz", value))).containsExactly(problem);
		assertThat(problems(withSelector(value))).containsExactly(problem.replace("[0].zz", "[0].include[1].odd"));
	}

	@Test
	void refusesNumbersThatWereReadAsInfinite_I15() {
		JsonNode infinite = new JsonMapper().readTree(withField("zz", "1e400").toString());

		assertThat(problems(infinite)).containsExactly("[0].zz rules.unread-number");
	}

	@Test
	void keepsDigitsAndWholeCharacters() {
		JsonNode policies = withField("zz", "[1.250,1e300,\"\\ud83d\\ude80\"]");

		assertThat(PolicyCodec.write(PolicyCodec.read(policies)).get(0).get("zz")).isEqualTo(policies.get(0).get("zz"));
	}

	@Test
	void tellsOnceOfATermThatIsWrong() {
		assertThat(problems(withField("purpose_justification_prompt", text(3_000))))
			.containsExactly("[0].purpose_justification_prompt rules.reason-prompt");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"1\"", "2.0", "true", "3000000000", "[1]" })
	void refusesAPrecedenceThatIsNoWholeNumber_I15(String precedence) {
		assertThat(problems(withField("precedence", precedence))).containsExactly("[0].precedence rules.precedence");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "null" })
	void takesAPrecedenceOrNone(String precedence) {
		assertThat(problems(withField("precedence", precedence))).isEmpty();
	}

	@Test
	void whatStandsAtCloudflareIsKeptHoweverLargeItIs() {
		assertThat(PolicyCodec.readObserved(withSelector(nested(400)))).hasSize(1);
		assertThat(PolicyCodec.readObserved(withField("zz", text(100_000)))).hasSize(1);
		assertThat(PolicyCodec.readObserved(withField("precedence", "\"1\""))).hasSize(1);
		assertThat(PolicyCodec.readObserved(list(40))).hasSize(2);
	}

	private static List<String> problems(JsonNode policies) {
		try {
			PolicyCodec.read(policies);
			return List.of();
		}
		catch (InvalidInput ex) {
			return ex.problems().stream().map((problem) -> problem.field() + " " + problem.code()).toList();
		}
	}

	private static InvalidInput refused(JsonNode policies) {
		return catchThrowableOfType(InvalidInput.class, () -> PolicyCodec.read(policies));
	}

	private static JsonNode list(int unknown) {
		String some = String.join(",", Collections.nCopies(10, "{\"odd\":1}"));
		String others = String.join(",", Collections.nCopies(unknown - 10, "{\"odd\":1}"));
		return JSON.readTree(
				"[" + policy(some, "") + "," + policy("{\"everyone\":{}}", ",\"require\":[" + others + "]") + "]");
	}

	private static JsonNode withFields(int count) {
		StringBuilder fields = new StringBuilder();
		for (int i = 0; i < count; i++) {
			fields.append(",\"z").append(i).append("\":").append(i);
		}
		return JSON.readTree("[" + policy("{\"everyone\":{}}", fields.toString()) + "]");
	}

	private static JsonNode withSelector(String odd) {
		return JSON.readTree("[" + policy("{\"everyone\":{}},{\"odd\":" + odd + "}", "") + "]");
	}

	private static JsonNode withField(String name, String value) {
		return JSON.readTree("[" + policy("{\"everyone\":{}}", ",\"" + name + "\":" + value) + "]");
	}

	private static String policy(String include, String more) {
		return "{\"name\":\"x\",\"decision\":\"allow\",\"include\":[" + include + "]" + more + "}";
	}

	private static String nested(int depth) {
		return "[".repeat(depth) + "]".repeat(depth);
	}

	private static String text(int length) {
		return "\"" + "a".repeat(length) + "\"";
	}

}
