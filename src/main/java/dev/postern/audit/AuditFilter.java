package dev.postern.audit;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted; {@code null} leaves a side open.
 *
 * @param from the first moment
 * @param to the first moment after the end
 * @param actor a part of the actor's name
 * @param action the start of the action, for example {@code server} or
 * {@code server.edited}
 * @param subject a part of the subject's name, or its whole id
 * @param via the start of the way, for example {@code token} or {@code token backup}
 * @param address the client's address, whose network of IPv6 counts too, or its start
 * where it ends with a dot or a colon
 * @param text a part of any text, the states before and after included
 */
public record AuditFilter(@Nullable Instant from, @Nullable Instant to, @Nullable String actor, @Nullable String action,
		@Nullable String subject, @Nullable String via, @Nullable String address, @Nullable String text) {

	public static final AuditFilter EVERYTHING = new AuditFilter(null, null, null, null, null, null, null, null);

	/** Entries about one thing. */
	public static AuditFilter about(String subjectId) {
		return new AuditFilter(null, null, null, null, subjectId, null, null, null);
	}

	public static AuditFilter since(Instant from) {
		return new AuditFilter(from, null, null, null, null, null, null, null);
	}

}
