package dev.postern.servers;

import java.util.Locale;
import java.util.Set;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.LikePattern;
import dev.postern.kernel.Phase;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;

/**
 * Which servers somebody looks for.
 *
 * @param text part of a name, hostname or description; empty for all
 * @param phases empty for all
 * @param tunnel {@code null} for all
 */
public record ServerFilter(String text, Set<Phase> phases, @Nullable TunnelId tunnel) {

	public ServerFilter {
		phases = Set.copyOf(phases);
	}

	/**
	 * What the text is to be like in SQL, escaped with a backslash; a whole hostname is
	 * looked for as it is stored.
	 */
	String pattern() {
		String text = this.text.strip();
		return LikePattern
			.containing(Hostname.inAnySpelling(text).map(Hostname::value).orElse(text).toLowerCase(Locale.ROOT));
	}

}
