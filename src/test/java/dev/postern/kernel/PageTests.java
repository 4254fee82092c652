package dev.postern.kernel;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PageTests {

	@Test
	void aRowTooManyTellsThatOthersFollowTheLastOne() {
		assertThat(Page.of(List.of("a", "b", "c"), 2, "after "::concat))
			.isEqualTo(new Page<>(List.of("a", "b"), "after b"));
	}

	@Test
	void aListThatFitsHasNoNextPart() {
		assertThat(Page.of(List.of("a", "b"), 2, "after "::concat)).isEqualTo(new Page<>(List.of("a", "b"), null));
		assertThat(Page.<String>of(List.of(), 2, "after "::concat).next()).isNull();
	}

}
