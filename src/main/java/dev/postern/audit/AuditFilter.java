package dev.postern.audit;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted; {@code null} and no values leave a side open.
 *
 * @param from the first moment
 * @param to the first moment after the end
 * @param actors whole names of actors, or parts of them: one of these did it
 * @param notActors none of these did it
 * @param actions actions, or how they begin, as {@code server.edited}: it is one of these
 * @param servers names that a server has or had, or ids of servers: it is about one of
 * them
 * @param subject a part of the subject's name, or its whole id
 * @param via the start of the way, for example {@code token} or {@code token backup}
 * @param address the client's address in any spelling, whose network of IPv6 counts too,
 * or its start where it ends with a dot or a colon
 * @param text a part of any text, the states before and after included
 */
public record AuditFilter(@Nullable Instant from, @Nullable Instant to, List<String> actors, List<String> notActors,
		List<String> actions, List<String> servers, @Nullable String subject, @Nullable String via,
		@Nullable String address, @Nullable String text) {

	public static final AuditFilter EVERYTHING = new AuditFilter(null, null, List.of(), List.of(), List.of(), List.of(),
			null, null, null, null);

	public AuditFilter {
		actors = List.copyOf(actors);
		notActors = List.copyOf(notActors);
		actions = List.copyOf(actions);
		servers = List.copyOf(servers);
	}

	public static AuditFilter since(Instant from) {
		return new AuditFilter(from, null, List.of(), List.of(), List.of(), List.of(), null, null, null, null);
	}

}
