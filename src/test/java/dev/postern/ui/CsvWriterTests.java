package dev.postern.ui;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CsvWriterTests {

	private final StringBuilder out = new StringBuilder();

	private final CsvWriter csv = new CsvWriter(this.out);

	@Test
	void quotesEveryCellAndDoublesQuotes() {
		this.csv.line("a,b", "say \"hi\"", null, 7, "two words");

		assertThat(this.out).hasToString("\"a,b\",\"say \"\"hi\"\"\",\"\",\"7\",\"two words\"\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\u00A0=1", "\u3000@SUM(A1)", "＝1" })
	void noCellIsAFormula(String dangerous) {
		this.csv.line(dangerous);

		assertThat(this.out).hasToString("\"'" + dangerous + "\"\r\n");
	}

	@Test
	void charactersThatAreNotSeenAreWrittenAsEscapes() {
		this.csv.line("\t=1", "a\r\nb", "nimda\u202E", "ad\u034Fmin", "\u0000", "Jos\u00E9",
				"\uD83D\uDC69\u200D\uD83D\uDCBB");

		assertThat(this.out).hasToString(
				"\"\\u{9}=1\",\"a\\u{D}\\u{A}b\",\"nimda\\u{202E}\",\"ad\\u{34F}min\",\"\\u{0}\",\"Jos\u00E9\","
						+ "\"\uD83D\uDC69\u200D\uD83D\uDCBB\"\r\n");
	}

}
