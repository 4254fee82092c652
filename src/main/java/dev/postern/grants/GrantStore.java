package dev.postern.grants;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.postern.identity.PersonId;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.stored.UnreadableRows;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps grants, for good. */
@Component
class GrantStore {

	/** Keeps our locks apart from other users of advisory locks in the same database. */
	private static final int LOCKS = 0x504f5347 + 1;

	private static final String OPEN = "state IN ('ASKED', 'APPROVED', 'ACTIVE')";

	private static final UUID NOBODY = new UUID(0, 0);

	private final JdbcClient jdbc;

	private final UnreadableRows unreadable = new UnreadableRows("access_grant");

	GrantStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Has others who change grants of a server wait until the transaction ends. Several
	 * servers are locked in the order of their ids.
	 */
	void lock(ServerId server) {
		this.jdbc.sql("SELECT pg_advisory_xact_lock(:space, :key)")
			.param("space", LOCKS)
			.param("key", server.value().hashCode())
			.query((row, number) -> "")
			.list();
	}

	void add(Grant grant) {
		this.jdbc
			.sql("""
					INSERT INTO access_grant (id, server_id, server_name, person_id, email, reason, ticket, duration_seconds,
					  wanted_start, approvals, extends, bundle, asked_at, decide_by, state)
					VALUES (:id, :server, :name, :person, :email, :reason, :ticket, :duration, :wanted, :approvals, :extends,
					  :bundle, :asked, :decideBy, :state)""")
			.param("id", grant.id().value())
			.param("server", grant.server().value())
			.param("name", grant.serverName())
			.param("person", grant.person().value())
			.param("email", grant.email().value())
			.param("reason", grant.reason())
			.param("ticket", grant.ticket())
			.param("duration", grant.duration().toSeconds())
			.param("wanted", stored(grant.wantedStart()))
			.param("approvals", grant.approvals())
			.param("extends", (grant.extending() != null) ? grant.extending().value() : null)
			.param("bundle", grant.bundle())
			.param("asked", stored(grant.askedAt()))
			.param("decideBy", stored(grant.decideBy()))
			.param("state", grant.state().name())
			.update();
	}

	void add(GrantId grant, Vote vote) {
		this.jdbc.sql("""
				INSERT INTO access_grant_vote (grant_id, approver_id, approver, approves, note, voted_at)
				VALUES (:grant, :approver, :email, :approves, :note, :at)""")
			.param("grant", grant.value())
			.param("approver", vote.approver().value())
			.param("email", vote.email().value())
			.param("approves", vote.verdict() == Vote.Verdict.APPROVE)
			.param("note", vote.note())
			.param("at", stored(vote.at()))
			.update();
	}

	/** Stores a step. */
	void step(Grant grant) {
		this.jdbc
			.sql("""
					UPDATE access_grant
					   SET state = :state, approved_at = :approved, starts_at = :starts, ends_at = :ends, closed_at = :closed,
					       closed_by = :by, closure = :closure, note = :note
					 WHERE id = :id""")
			.param("id", grant.id().value())
			.param("state", grant.state().name())
			.param("approved", stored(grant.approvedAt()))
			.param("starts", stored(grant.startsAt()))
			.param("ends", stored(grant.endsAt()))
			.param("closed", stored(grant.closedAt()))
			.param("by", grant.closedBy())
			.param("closure", (grant.closure() != null) ? grant.closure().name() : null)
			.param("note", grant.note())
			.update();
	}

	Optional<Grant> find(GrantId id) {
		return read("WHERE id = :id", Map.of("id", id.value())).stream().findFirst();
	}

	/** Those of a server in which something is still to come, those that run first. */
	List<Grant> openOf(ServerId server) {
		return read(
				"WHERE server_id = :server AND " + OPEN + " ORDER BY state = 'ACTIVE' DESC, starts_at, asked_at, id",
				Map.of("server", server.value()));
	}

	/** All in which something is still to come, those asked for first. */
	List<Grant> open() {
		return read("WHERE " + OPEN + " ORDER BY asked_at, id", Map.of());
	}

	/** Those that were asked for at once. */
	List<Grant> bundle(UUID bundle) {
		return read("WHERE bundle = :bundle ORDER BY server_name, id", Map.of("bundle", bundle));
	}

	/** Servers of which a grant is open. */
	List<ServerId> serversWithOpen() {
		return this.jdbc.sql("SELECT DISTINCT server_id FROM access_grant WHERE " + OPEN + " ORDER BY server_id")
			.query((row, number) -> new ServerId(row.getObject(1, UUID.class)))
			.list();
	}

	/** A part of those that fit, the last that were asked for first. */
	List<Grant> search(GrantFilter filter, Instant before, UUID beforeId, int size) {
		Map<String, Object> params = new HashMap<>();
		params.put("states", filter.anyStates().stream().map(GrantState::name).toArray(String[]::new));
		params.put("before", stored(before));
		params.put("beforeId", beforeId);
		params.put("size", size);
		params.put("servers", filter.servers().stream().map(ServerId::value).toArray(UUID[]::new));
		params.put("person", (filter.person() != null) ? filter.person().value() : NOBODY);
		params.put("all", filter.servers().isEmpty() && filter.person() == null);
		params.put("pattern", filter.pattern());
		return read("""
				WHERE state = ANY (:states) AND (asked_at, id) < (:before, :beforeId)
				  AND (:all OR person_id = :person OR server_id = ANY (:servers))
				  AND (lower(server_name) LIKE :pattern ESCAPE '\\' OR email LIKE :pattern ESCAPE '\\'
				       OR lower(reason) LIKE :pattern ESCAPE '\\' OR lower(ticket) LIKE :pattern ESCAPE '\\')
				ORDER BY asked_at DESC, id DESC LIMIT :size""", params);
	}

	/** What a request with this key made before, with what it had asked for. */
	Optional<Sent> sent(PersonId person, String key) {
		return this.jdbc.sql("SELECT body, grants FROM grant_request WHERE person_id = :person AND key = :key")
			.param("person", person.value())
			.param("key", key)
			.query((row, number) -> new Sent(row.getString("body"),
					List.of((UUID[]) row.getArray("grants").getArray()).stream().map(GrantId::new).toList()))
			.optional();
	}

	/**
	 * Notes what a request with a key has made.
	 * @return whether it is the first with this key
	 */
	boolean remember(PersonId person, String key, String body, List<Grant> made, Instant now) {
		return this.jdbc
			.sql("""
					INSERT INTO grant_request (person_id, key, body, grants, sent_at) VALUES (:person, :key, :body, :grants, :at)
					ON CONFLICT DO NOTHING""")
			.param("person", person.value())
			.param("key", key)
			.param("body", body)
			.param("grants", made.stream().map((grant) -> grant.id().value()).toArray(UUID[]::new))
			.param("at", stored(now))
			.update() > 0;
	}

	/** What was sent so long ago is not sent again. */
	void forgetSent(Instant before) {
		this.jdbc.sql("DELETE FROM grant_request WHERE sent_at < :before").param("before", stored(before)).update();
	}

	private List<Grant> read(String where, Map<String, ?> params) {
		List<Row> rows = this.jdbc.sql("SELECT * FROM access_grant " + where)
			.params(params)
			.query((row, number) -> new Row(row))
			.list();
		Map<UUID, List<Vote>> votes = votes(rows.stream().map(Row::id).toList());
		return rows.stream()
			.flatMap((row) -> this.unreadable.read(row.id, () -> row.grant(votes.getOrDefault(row.id, List.of())))
				.stream())
			.toList();
	}

	private Map<UUID, List<Vote>> votes(Collection<UUID> grants) {
		Map<UUID, List<Vote>> votes = new HashMap<>();
		if (!grants.isEmpty()) {
			this.jdbc.sql("SELECT * FROM access_grant_vote WHERE grant_id = ANY (:grants) ORDER BY voted_at, approver")
				.param("grants", grants.toArray(UUID[]::new))
				.query((row, number) -> votes
					.computeIfAbsent(row.getObject("grant_id", UUID.class), (key) -> new ArrayList<>())
					.add(new Vote(new PersonId(row.getObject("approver_id", UUID.class)),
							EmailAddress.of(row.getString("approver")),
							row.getBoolean("approves") ? Vote.Verdict.APPROVE : Vote.Verdict.REFUSE,
							row.getString("note"), instant(row.getObject("voted_at", OffsetDateTime.class)))))
				.list();
		}
		return votes;
	}

	static @Nullable OffsetDateTime stored(@Nullable Instant instant) {
		return (instant != null) ? instant.atOffset(ZoneOffset.UTC) : null;
	}

	private static Instant instant(OffsetDateTime stored) {
		return stored.toInstant();
	}

	/** What a key was used for. */
	record Sent(String body, List<GrantId> grants) {
	}

	/** A row, read before its values are looked at. */
	private static final class Row {

		private final Map<String, @Nullable Object> values = new HashMap<>();

		private final UUID id;

		Row(ResultSet row) throws SQLException {
			this.id = row.getObject("id", UUID.class);
			for (String column : List.of("server_id", "person_id", "extends", "bundle")) {
				this.values.put(column, row.getObject(column, UUID.class));
			}
			for (String column : List.of("wanted_start", "asked_at", "decide_by", "approved_at", "starts_at", "ends_at",
					"closed_at")) {
				OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
				this.values.put(column, (time != null) ? time.toInstant() : null);
			}
			for (String column : List.of("server_name", "email", "reason", "ticket", "state", "closed_by", "closure",
					"note")) {
				this.values.put(column, row.getString(column));
			}
			this.values.put("duration_seconds", row.getLong("duration_seconds"));
			this.values.put("approvals", row.getInt("approvals"));
		}

		UUID id() {
			return this.id;
		}

		Grant grant(List<Vote> votes) {
			UUID extending = at("extends", UUID.class);
			String closure = at("closure", String.class);
			return new Grant(new GrantId(this.id), new ServerId(needed("server_id", UUID.class)),
					needed("server_name", String.class), new PersonId(needed("person_id", UUID.class)),
					EmailAddress.of(needed("email", String.class)), needed("reason", String.class),
					needed("ticket", String.class), Duration.ofSeconds(needed("duration_seconds", Long.class)),
					at("wanted_start", Instant.class), needed("approvals", Integer.class),
					(extending != null) ? new GrantId(extending) : null, at("bundle", UUID.class),
					needed("asked_at", Instant.class), needed("decide_by", Instant.class),
					GrantState.valueOf(needed("state", String.class)), votes, at("approved_at", Instant.class),
					at("starts_at", Instant.class), at("ends_at", Instant.class), at("closed_at", Instant.class),
					at("closed_by", String.class), (closure != null) ? Closure.valueOf(closure) : null,
					needed("note", String.class));
		}

		private <T> @Nullable T at(String column, Class<T> type) {
			return type.cast(this.values.get(column));
		}

		private <T> T needed(String column, Class<T> type) {
			return Objects.requireNonNull(at(column, type));
		}

	}

}
