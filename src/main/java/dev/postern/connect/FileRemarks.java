package dev.postern.connect;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.context.MessageSource;

/** The lines of a file that ssh skips. None of them can be more than that (I12). */
class FileRemarks {

	/** Of every script, but nothing that ends a line, hides or turns the direction. */
	private static final Pattern COMMENT = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]*");

	/** Old versions of ssh read a longer line as two. */
	private static final int MAX_BYTES = 500;

	private final MessageSource messages;

	FileRemarks(MessageSource messages) {
		this.messages = messages;
	}

	/** Says a text of the portal. */
	void say(StringBuilder file, String code, String... values) {
		add(file, "# " + message(code, (Object[]) values));
	}

	/** Adds a line that begins with {@code #}. */
	void add(StringBuilder file, String line) {
		boolean writable = COMMENT.matcher(line).matches()
				&& line.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES + 2;
		file.append(writable ? line : "# " + message("unspoken")).append('\n');
	}

	private String message(String code, Object... values) {
		return this.messages.getMessage("connect.file." + code, values, Locale.ENGLISH);
	}

}
