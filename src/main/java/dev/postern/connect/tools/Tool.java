package dev.postern.connect.tools;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A program and what is typed for it.
 *
 * @param code names its texts
 * @param commands one to a line, as they are typed; empty where only words help
 * @param link opens it from the page; {@code null} where nothing does
 */
public record Tool(String code, List<String> commands, @Nullable String link) {

	public Tool {
		commands = List.copyOf(commands);
	}

	static Tool typed(String code, String... commands) {
		return new Tool(code, List.of(commands), null);
	}

}
