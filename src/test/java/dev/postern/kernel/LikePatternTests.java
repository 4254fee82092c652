package dev.postern.kernel;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LikePatternTests {

	@Test
	void fitsThePartAnywhere() {
		assertThat(LikePattern.containing("db 1")).isEqualTo("%db 1%");
		assertThat(LikePattern.containing("")).isEqualTo("%%");
	}

	@Test
	void wildcardsMeanThemselves() {
		assertThat(LikePattern.containing("50%_of\\x")).isEqualTo("%50\\%\\_of\\\\x%");
	}

}
