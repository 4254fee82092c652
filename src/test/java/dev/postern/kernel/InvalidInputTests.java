package dev.postern.kernel;

import java.util.Collections;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InvalidInputTests {

	@Test
	void messageNamesFieldsAndWhatIsWrongButNoMoreThanSomebodyReads_I15() {
		FieldProblem problem = FieldProblem.of("name", "x".repeat(10_000), "servers.name");

		InvalidInput input = new InvalidInput(Collections.nCopies(1_000, problem));

		assertThat(input.getMessage()).startsWith("name: servers.name").contains("990 more").hasSizeLessThan(3_000);
		assertThat(input.problems()).hasSize(1_000);
	}

}
