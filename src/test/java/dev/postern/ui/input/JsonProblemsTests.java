package dev.postern.ui.input;

import java.util.Collections;
import java.util.List;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class JsonProblemsTests {

	private static final String NUL = "\"\\u0000\"";

	@Test
	void pathNamesFieldsAndPlacesOfLists() {
		List<FieldProblem> problems = problems("{\"a\": [{}, {\"b\": %s}, [%s]], \"c\": 1e999}".formatted(NUL, NUL));

		assertThat(problems).extracting(FieldProblem::field).containsExactly("a[1].b", "a[2][0]", "c");
	}

	@Test
	void longNamesAroundManyProblemsDoNotMultiply_I15() {
		String list = String.join(",", Collections.nCopies(1_000, NUL));

		List<FieldProblem> problems = problems("{\"%s\": {\"b\": [%s]}}".formatted("a".repeat(5_000), list));

		assertThat(problems).hasSize(JsonProblems.MOST).allSatisfy((problem) -> {
			assertThat(problem.field()).hasSize(200).startsWith("aaa").endsWith("…");
		});
		assertThat(new InvalidInput(problems).getMessage()).hasSizeLessThan(5_000);
	}

	@Test
	void pathAfterALongNameIsWholeAgain() {
		List<FieldProblem> problems = problems("{\"%s\": [[1]], \"b\": [%s]}".formatted("a".repeat(500), NUL));

		assertThat(problems).extracting(FieldProblem::field).containsExactly("b[0]");
	}

	private static List<FieldProblem> problems(String json) {
		return JsonProblems.of(JsonMapper.shared().readTree(json));
	}

}
