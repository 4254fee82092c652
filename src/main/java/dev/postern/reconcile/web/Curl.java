package dev.postern.reconcile.web;

import org.jspecify.annotations.Nullable;

/** Writes a request to Cloudflare as a command for a shell. */
final class Curl {

	private static final String BASE = "https://api.cloudflare.com/client/v4";

	private Curl() {
	}

	/**
	 * The command. The body goes in as a here-document between quoted words, in which a
	 * shell expands nothing; JSON has no line that could end it.
	 */
	static String of(String method, String path, @Nullable String json) {
		String command = """
				curl -X %s "%s%s" \\
				  -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN\"""".formatted(method, BASE, path);
		if (json == null) {
			return command;
		}
		return command + """
				 \\
				  -H "Content-Type: application/json" \\
				  --data @- <<'END_OF_JSON'
				%s
				END_OF_JSON""".formatted(json);
	}

}
