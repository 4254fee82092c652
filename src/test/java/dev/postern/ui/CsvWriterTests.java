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
		this.csv.line("a,b", "say \"hi\"", null, 7, "two\nlines");

		assertThat(this.out).hasToString("\"a,b\",\"say \"\"hi\"\"\",\"\",\"7\",\"two\nlines\"\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1" })
	void noCellIsAFormula(String dangerous) {
		this.csv.line(dangerous);

		assertThat(this.out).hasToString("\"'" + dangerous + "\"\r\n");
	}

}
