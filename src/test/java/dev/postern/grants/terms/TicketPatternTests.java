package dev.postern.grants.terms;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Patterns of tickets, those too that would try for years. */
class TicketPatternTests {

	@Test
	void wholeNumberHasToFit() {
		TicketPattern pattern = TicketPattern.of("OPS-[0-9]{1,6}");

		assertThat(pattern.fits("OPS-42")).isTrue();
		assertThat(pattern.fits("see OPS-42")).isFalse();
		assertThat(pattern.fits("")).isFalse();
	}

	@Test
	void patternThatTriesForYearsIsGivenUp() {
		assertThat(TicketPattern.of("(a+)+b").fits("a".repeat(100))).isFalse();
		assertThat(TicketPattern.of("(.*)*x(.*)*y").fits("x".repeat(100))).isFalse();
		assertThat(TicketPattern.of("(a|aa)+").fits("a".repeat(90))).isTrue();
	}

	@Test
	void whatIsNoPatternIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> TicketPattern.of("OPS-[0-9"));
	}

}
