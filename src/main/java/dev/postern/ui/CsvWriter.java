package dev.postern.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Writes CSV (RFC 4180) that no spreadsheet takes for a formula: a cell that could be one
 * gets an apostrophe in front.
 */
public final class CsvWriter {

	private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

	private final Appendable out;

	public CsvWriter(Appendable out) {
		this.out = out;
	}

	/** Writes one line; {@code null} is an empty cell. */
	public void line(@Nullable Object... cells) {
		try {
			this.out.append(Arrays.stream(cells).map(CsvWriter::cell).collect(Collectors.joining(",", "", "\r\n")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String cell(@Nullable Object value) {
		String text = (value != null) ? value.toString() : "";
		String harmless = (!text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) ? "'" + text : text;
		return "\"" + harmless.replace("\"", "\"\"") + "\"";
	}

}
