package dev.postern.connect;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where a person keeps their private key, as ssh reads it. Takes only what means itself
 * in a config: no quotes, no {@code %} and {@code $}, which ssh would expand, no
 * backslash where it would hide what follows (I12).
 */
public record IdentityFile(String path) {

	private static final Pattern SHAPE = Pattern
		.compile("(?!.*[/\\\\]{2})[~./\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N} ._~/\\\\:@+()-]*(?<![ \\\\])");

	private static final Pattern UNQUOTED = Pattern.compile("[A-Za-z0-9._~/:@+-]+");

	private static final int MAX_BYTES = 400;

	/** What ssh-keygen writes when asked for nothing else. */
	public static final IdentityFile DEFAULT = new IdentityFile("~/.ssh/id_ed25519");

	public IdentityFile {
		path = path.strip();
		if (!SHAPE.matcher(path).matches() || path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
			throw new IllegalArgumentException("not a path for an ssh config: '%s'".formatted(path));
		}
	}

	/** The path as it stands in a config. */
	String quoted() {
		return UNQUOTED.matcher(this.path).matches() ? this.path : '"' + this.path + '"';
	}

	@Override
	public String toString() {
		return this.path;
	}

}
