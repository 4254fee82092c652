package dev.postern.directory.groups;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.kernel.GroupId;

/**
 * The name that a group of ours bears at Cloudflare, where groups have no field for a
 * mark: the name that people gave it, and its id, for example
 * {@code Database team (postern 5f9a1c1e-…)}.
 */
public record MarkedName(String name, GroupId group) {

	private static final Pattern SHAPE = Pattern.compile("(.*) \\(postern ([0-9a-f-]{36})\\)", Pattern.DOTALL);

	/** Reads a name at Cloudflare; empty when it bears no mark. */
	public static Optional<MarkedName> of(String name) {
		Matcher marked = SHAPE.matcher(name);
		try {
			return marked.matches() ? Optional.of(new MarkedName(marked.group(1), GroupId.of(marked.group(2))))
					: Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	@Override
	public String toString() {
		return "%s (postern %s)".formatted(this.name, this.group);
	}

}
