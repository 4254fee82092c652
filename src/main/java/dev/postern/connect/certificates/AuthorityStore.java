package dev.postern.connect.certificates;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.stored.UnreadableRows;
import dev.postern.kernel.tables.RememberedTable;
import dev.postern.servers.Server;
import dev.postern.servers.hostkeys.HostKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what is known of the authorities of servers, and tells the audit (I10). */
@Component
class AuthorityStore {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	private final UnreadableRows unreadable = new UnreadableRows("certificate_authority");

	private final RememberedTable<Map<ServerId, Optional<ServerAuthority>>> all;

	AuthorityStore(JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.json = json;
		this.events = events;
		this.clock = clock;
		this.all = new RememberedTable<>(jdbc, "certificate_authority", this::read);
	}

	/** What is kept of each server that has a row; an empty one cannot be read. */
	Map<ServerId, Optional<ServerAuthority>> all() {
		return this.all.get();
	}

	/**
	 * Notes that an authority is about to be asked for, unless somebody else noted
	 * something of the server in the meantime.
	 * @param seen what was kept before it was looked for; {@code null} for nothing
	 * @return when it was noted, by which the claim is known; empty when it was not
	 */
	@Transactional
	Optional<Instant> claim(Server server, AccessAppId application, @Nullable ServerAuthority seen, Actor actor) {
		lock(server);
		Optional<ServerAuthority> kept = read().get(server.id());
		if (kept != null && !kept.equals(Optional.ofNullable(seen))) {
			return Optional.empty();
		}
		Instant at = write(server, application, "", null, false, actor);
		record(server, "server.ca_requested", actor, view(application, null));
		return Optional.of(at);
	}

	/**
	 * Takes a claim back that Cloudflare refused, unless it is somebody else’s by now.
	 */
	@Transactional
	void refused(Server server, Instant claimed, Actor actor) {
		forget(server, "server.ca_not_created", actor, this.jdbc
			.sql("DELETE FROM certificate_authority " + "WHERE server_id = :server AND public_key IS NULL AND at = :at")
			.param("at", claimed.atOffset(ZoneOffset.UTC)));
	}

	/** Keeps the authority that there is; the same once more is no change. */
	@Transactional
	void keep(Server server, AccessAppId application, String aud, HostKey key, boolean found, Actor actor) {
		lock(server);
		ServerAuthority before = read().getOrDefault(server.id(), Optional.empty()).orElse(null);
		if (before != null && key.equals(before.key()) && application.equals(before.application())
				&& !before.removing()) {
			return;
		}
		write(server, application, aud, key, found, actor);
		record(server, found ? "server.ca_found" : "server.ca_created", actor, view(application, key));
	}

	/** Notes that it is about to be removed. */
	@Transactional
	void removalAsked(Server server, Actor actor) {
		this.jdbc.sql("UPDATE certificate_authority SET removing = true WHERE server_id = :server")
			.param("server", server.id().value())
			.update();
		record(server, "server.ca_removal_requested", actor, null);
	}

	/** Cloudflare did not remove it. */
	@Transactional
	void removalRefused(Server server, Actor actor) {
		this.jdbc.sql("UPDATE certificate_authority SET removing = false WHERE server_id = :server")
			.param("server", server.id().value())
			.update();
		record(server, "server.ca_removal_refused", actor, null);
	}

	/** Forgets one whose removal was asked for, and no other that came since. */
	@Transactional
	void removed(Server server, Actor actor) {
		forget(server, "server.ca_removed", actor,
				this.jdbc.sql("DELETE FROM certificate_authority WHERE server_id = :server AND removing"));
	}

	/** Lets go of one of an application that is not known. */
	@Transactional
	void letGo(Server server, Actor actor) {
		forget(server, "server.ca_forgotten", actor,
				this.jdbc.sql("DELETE FROM certificate_authority WHERE server_id = :server"));
	}

	private void forget(Server server, String action, Actor actor, JdbcClient.StatementSpec deletion) {
		if (deletion.param("server", server.id().value()).update() > 0) {
			record(server, action, actor, null);
		}
	}

	/** Until the transaction ends nobody else claims or keeps one of this server. */
	private void lock(Server server) {
		this.jdbc.sql("SELECT 1 FROM server WHERE id = :id FOR NO KEY UPDATE")
			.param("id", server.id().value())
			.query()
			.listOfRows();
	}

	private Instant write(Server server, AccessAppId application, String aud, @Nullable HostKey key, boolean found,
			Actor actor) {
		Instant at = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		this.jdbc.sql("""
				INSERT INTO certificate_authority
				  (server_id, application_id, aud, public_key, found, removing, at, by)
				VALUES (:server, :application, :aud, :key, :found, false, :at, :by)
				ON CONFLICT ON CONSTRAINT certificate_authority_pk DO UPDATE
				SET application_id = excluded.application_id, aud = excluded.aud, public_key = excluded.public_key,
				    found = excluded.found, removing = false, at = excluded.at, by = excluded.by""")
			.param("server", server.id().value())
			.param("application", application.value())
			.param("aud", aud)
			.param("key", (key != null) ? key.stored() : null)
			.param("found", found)
			.param("at", at.atOffset(ZoneOffset.UTC))
			.param("by", actor.name())
			.update();
		return at;
	}

	private void record(Server server, String action, Actor actor, @Nullable JsonNode after) {
		this.events.publishEvent(new Recorded(actor, action,
				new Subject("server", server.id().toString(), server.spec().name()), null, after));
	}

	private JsonNode view(AccessAppId application, @Nullable HostKey key) {
		Map<String, String> view = new LinkedHashMap<>();
		view.put("application", application.toString());
		if (key != null) {
			view.put("fingerprint", key.told());
		}
		return this.json.valueToTree(view);
	}

	private Map<ServerId, Optional<ServerAuthority>> read() {
		Map<ServerId, Optional<ServerAuthority>> found = new HashMap<>();
		this.jdbc.sql("SELECT * FROM certificate_authority").query((row) -> {
			found.put(new ServerId(row.getObject("server_id", UUID.class)), authority(row));
		});
		return Map.copyOf(found);
	}

	private Optional<ServerAuthority> authority(ResultSet row) throws SQLException {
		UUID server = row.getObject("server_id", UUID.class);
		AccessAppId application = new AccessAppId(row.getObject("application_id", UUID.class));
		String aud = row.getString("aud");
		String key = row.getString("public_key");
		boolean found = row.getBoolean("found");
		boolean removing = row.getBoolean("removing");
		Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
		String by = row.getString("by");
		return this.unreadable.read(server, () -> new ServerAuthority(application, aud,
				(key != null) ? HostKey.ofPublicKey(key) : null, found, removing, at, by));
	}

}
