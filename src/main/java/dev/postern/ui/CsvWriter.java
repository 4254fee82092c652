package dev.postern.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.postern.kernel.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV (RFC 4180) that no spreadsheet takes for a formula: a cell that could be one
 * gets an apostrophe in front. Characters that are not seen are written as escapes.
 */
public final class CsvWriter {

	/** Spreadsheets skip blanks before it. */
	private static final Pattern FORMULA = Pattern.compile("[\\s\\p{Z}]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20].*",
			Pattern.DOTALL);

	private final Appendable out;

	/**
	 * For {@link Downloads}, so that no file is given of which the audit does not know.
	 */
	CsvWriter(Appendable out) {
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
		String text = (value != null) ? PlainText.visible(value.toString()) : "";
		String harmless = FORMULA.matcher(text).matches() ? "'" + text : text;
		return "\"" + harmless.replace("\"", "\"\"") + "\"";
	}

}
