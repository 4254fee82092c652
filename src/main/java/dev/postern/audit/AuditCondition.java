package dev.postern.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

import dev.postern.identity.traces.AddressText;
import dev.postern.identity.traces.ClientNetwork;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.LikePattern;
import org.jspecify.annotations.Nullable;

/** A filter as a condition on the audit, which says nothing of what is open. */
final class AuditCondition {

	private final StringJoiner conditions = new StringJoiner(" AND ");

	private final Map<String, Object> params = new HashMap<>();

	private AuditCondition() {
		this.conditions.setEmptyValue("true");
	}

	static AuditCondition of(AuditFilter filter) {
		AuditCondition condition = new AuditCondition();
		condition.time("e.at >= :from", "from", filter.from());
		condition.time("e.at < :to", "to", filter.to());
		if (!filter.actors().isEmpty()) {
			condition.conditions.add("(" + condition.actors("actor", filter.actors()) + ")");
		}
		if (!filter.notActors().isEmpty()) {
			condition.conditions.add("NOT (" + condition.actors("not_actor", filter.notActors()) + ")");
		}
		condition.any(
				"EXISTS (SELECT FROM unnest(CAST(:actions AS text[])) AS begin WHERE starts_with(e.action, begin))",
				"actions", filter.actions());
		condition.any("""
				e.subject_kind = 'server' AND (e.subject_id = ANY (CAST(:servers AS text[])) OR e.subject_id IN (
				  SELECT named.subject_id FROM audit_event named WHERE named.subject_kind = 'server'
				  AND lower(named.subject_name) = ANY (CAST(:servers AS text[]))))""", "servers",
				filter.servers().stream().map((server) -> server.toLowerCase(Locale.ROOT)).toList());
		condition.text("(e.subject_name ILIKE :subject OR e.subject_id = :subjectId)", "subject", filter.subject());
		condition.start("starts_with(e.via, :via)", "via", filter.via());
		condition.address(filter.address());
		condition.text("concat_ws(' ', e.actor_name, e.action, e.subject_name, e.before::text, e.after::text, "
				+ "e.request_id, e.via, e.client_address) ILIKE :text", "text", filter.text());
		return condition;
	}

	/** The condition, which is true of all entries for a filter that leaves all open. */
	String sql() {
		return this.conditions.toString();
	}

	Map<String, Object> params() {
		return this.params;
	}

	private void time(String sql, String name, @Nullable Instant time) {
		if (time != null) {
			this.conditions.add(sql);
			this.params.put(name, time.atOffset(ZoneOffset.UTC));
		}
	}

	private void text(String sql, String name, @Nullable String part) {
		if (part != null) {
			this.conditions.add(sql);
			this.params.put(name, LikePattern.containing(part));
			this.params.put(name + "Id", part);
		}
	}

	private void start(String sql, String name, @Nullable String start) {
		if (start != null) {
			this.conditions.add(sql);
			this.params.put(name, start);
		}
	}

	private void any(String sql, String name, Collection<String> values) {
		if (!values.isEmpty()) {
			this.conditions.add("(" + sql + ")");
			this.params.put(name, values.toArray(String[]::new));
		}
	}

	/** A whole address is one person, anything else a part of names. */
	private String actors(String name, List<String> actors) {
		this.params.put(name,
				actors.stream()
					.filter(AuditCondition::isWhole)
					.map((actor) -> actor.toLowerCase(Locale.ROOT))
					.toArray(String[]::new));
		this.params.put(name + "_like",
				actors.stream().filter((actor) -> !isWhole(actor)).map(LikePattern::containing).toArray(String[]::new));
		return "lower(e.actor_name) = ANY (CAST(:%1$s AS text[])) OR e.actor_name ILIKE ANY (CAST(:%1$s_like AS text[]))"
			.formatted(name);
	}

	private static boolean isWhole(String actor) {
		return EmailAddress.isWhole(actor);
	}

	/** Entries from before addresses were written in short have them at length. */
	private void address(@Nullable String address) {
		if (address != null) {
			this.conditions.add("(e.client_address = ANY (CAST(:addresses AS text[])) "
					+ "OR right(:address, 1) IN ('.', ':') AND starts_with(e.client_address, :address))");
			this.params.put("address", address);
			this.params.put("addresses",
					Stream.of(address, AddressText.of(address), AddressText.inFull(address), ClientNetwork.of(address))
						.distinct()
						.toArray(String[]::new));
		}
	}

}
