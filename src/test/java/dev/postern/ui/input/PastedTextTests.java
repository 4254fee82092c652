package dev.postern.ui.input;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What people paste. */
class PastedTextTests {

	@Test
	void blanksAndCommasOfAnyScriptStandBetweenWords() {
		assertThat(PastedText.words("a@example.com\u00a0b@example.com\u3000c@example.com；d@example.com，e@example.com、"
				+ "f@example.com\u200b;\ufeffg@example.com\u2028h@example.com"))
			.containsExactly("a@example.com", "b@example.com", "c@example.com", "d@example.com", "e@example.com",
					"f@example.com", "g@example.com", "h@example.com");
		assertThat(PastedText.words(" \u00a0,\n")).isEmpty();
	}

	@Test
	void linesKeepTheirInnerBlanksAndLoseTheOuterOnes() {
		assertThat(PastedText.lines("\ufeffDatabase team, Tokyo\u00a0\r\n\u3000\nOps\u00a0night "))
			.containsExactly("Database team, Tokyo", "Ops\u00a0night");
	}

}
