package dev.postern.servers.tags;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.servers.checks.InputProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

class ServerTagsTests {

	@ParameterizedTest
	@ValueSource(strings = { "prod", "Tokyo 2", "env:prod", "team/db", "k8s.io/role=db", "東京", "Größe", "1", "c++",
			"a@b", "R&D" })
	void takesFreeLabelsAsTheyWereTyped(String tag) {
		assertThat(checked(List.of(tag))).contains(List.of(tag));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			,a | characters
			-prod | characters
			<b> | characters
			a,b | characters
			a\u0007b | characters
			a\u202eb | characters
			a\u200bb | characters
			🚀 | characters
			%s | characters
			'' | blank
			'   ' | blank
			xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx | length""")
	void saysWhatIsWrong(String tag, String problem) {
		InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> checked(List.of("ok", tag)));
		assertThat(refused.problems()).extracting(FieldProblem::field, FieldProblem::code)
			.containsExactly(tuple("tags", "servers.error.tags." + problem));
	}

	@Test
	void countsEachOnceWhateverItsCaseAndSpelling() {
		assertThat(checked(
				List.of("Prod", "prod", " PROD ", "tokyo\u3000 2", "Tokyo 2", "A\u030angstrom", "\u00e5NGSTROM")))
			.contains(List.of("Prod", "tokyo 2", "\u00c5ngstrom"));
		List<String> most = IntStream.range(0, ServerTags.MOST).mapToObj("t%02d"::formatted).toList();
		assertThat(checked(most)).contains(most);
		assertThat(catchThrowableOfType(InvalidInput.class,
				() -> checked(IntStream.rangeClosed(0, ServerTags.MOST).mapToObj("t%02d"::formatted).toList()))
			.problems()).extracting(FieldProblem::code).containsExactly("servers.error.tags.many");
	}

	@Test
	void readsWhatPeopleType() {
		assertThat(ServerTags.typed(" prod, tokyo 2,,;\r\nx\u3001y ,")).containsExactly(" prod", " tokyo 2", "x", "y ");
		assertThat(ServerTags.typed("")).isEmpty();
		assertThat(ServerTags.typed(ServerTags.text(List.of("a b", "c")))).containsExactly("a b", " c");
	}

	private static Optional<List<String>> checked(List<String> tags) {
		InputProblems problems = new InputProblems();
		Optional<List<String>> checked = ServerTags.check(tags, problems);
		problems.throwIfAny();
		return checked;
	}

}
