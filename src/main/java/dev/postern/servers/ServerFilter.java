package dev.postern.servers;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.LikePattern;
import dev.postern.kernel.Phase;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.tags.ServerTags;
import org.jspecify.annotations.Nullable;

/**
 * Which servers somebody looks for.
 *
 * @param text part of a name, hostname, description or tag; empty for all
 * @param phases empty for all
 * @param tunnel {@code null} for all
 * @param cutOff only those that stand as wanted and to which nobody gets through, or all
 * but those; {@code null} for all
 * @param tags those that a server has to have, each of them; empty for all
 */
public record ServerFilter(String text, Set<Phase> phases, @Nullable TunnelId tunnel, @Nullable Boolean cutOff,
		Set<String> tags) {

	/** The same whether or not people get through. */
	public ServerFilter(String text, Set<Phase> phases, @Nullable TunnelId tunnel, Set<String> tags) {
		this(text, phases, tunnel, null, tags);
	}

	public ServerFilter {
		phases = Set.copyOf(phases);
		tags = Set.copyOf(tags);
	}

	/** Whether nothing is asked for. */
	boolean admitsAll() {
		return this.text.isBlank() && this.phases.isEmpty() && this.tunnel == null && this.cutOff == null
				&& this.tags.isEmpty();
	}

	/** Whether it asks for a server by what is known of the way to it. */
	boolean admits(ServerKey key) {
		return this.cutOff == null || this.cutOff == key.cutOff();
	}

	Set<Phase> anyPhases() {
		return this.phases.isEmpty() ? EnumSet.allOf(Phase.class) : this.phases;
	}

	@Nullable UUID tunnelId() {
		return (this.tunnel != null) ? this.tunnel.value() : null;
	}

	/** The tags as the database has them. */
	String[] tagKeys() {
		return this.tags.stream().filter((tag) -> !tag.isBlank()).map(ServerTags::key).toArray(String[]::new);
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
