package dev.postern.servers.hostkeys;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.stored.MalformedValue;
import dev.postern.kernel.tables.RememberedTable;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.ServerRetired;
import dev.postern.servers.Servers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The host keys of servers, and how they came to be. */
@Service
public class HostKeys {

	private static final Logger log = LoggerFactory.getLogger(HostKeys.class);

	private static final int MOST_CHANGES = 50;

	private static final int MOST_LOGGED = 1_000;

	private final Servers servers;

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	private final RememberedTable<Map<ServerId, PinnedKeys>> current;

	private final Set<ServerId> logged = ConcurrentHashMap.newKeySet();

	HostKeys(Servers servers, JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events, Clock clock) {
		this.servers = servers;
		this.jdbc = jdbc;
		this.json = json;
		this.events = events;
		this.clock = clock;
		this.current = new RememberedTable<>(jdbc, "server_host_keys", this::readCurrent);
	}

	/** Of each server whose keys were ever given, those of now; the keys may be none. */
	public Map<ServerId, PinnedKeys> current() {
		return this.current.get();
	}

	/** Those of a server; empty when none were ever given. */
	public Optional<PinnedKeys> of(ServerId server) {
		return history(server).stream().findFirst().map(KeyChange::after);
	}

	/** The changes, newest first. */
	public List<KeyChange> history(ServerId server) {
		List<PinnedKeys> revisions = this.jdbc.sql("""
				SELECT * FROM server_host_keys WHERE server_id = :server ORDER BY revision DESC LIMIT :most""")
			.param("server", server.value())
			.param("most", MOST_CHANGES + 1)
			.query(this::pinned)
			.list();
		List<KeyChange> changes = new ArrayList<>();
		for (int i = 0; i < Math.min(revisions.size(), MOST_CHANGES); i++) {
			changes.add(new KeyChange(revisions.get(i),
					(i + 1 < revisions.size()) ? revisions.get(i + 1).keys() : List.of()));
		}
		return changes;
	}

	/**
	 * Pins keys in place of those that were; none takes them away. Pinning what is pinned
	 * already is no change.
	 * @param seen the revision that somebody looked at before, 0 for none; {@code null}
	 * when nobody did
	 * @throws ServerNotFound when there is no such server
	 * @throws ServerRetired when it is being removed
	 * @throws StaleHostKeys when the keys are at another revision than the one that was
	 * seen
	 */
	@Transactional
	public void pin(ServerId id, List<HostKey> keys, @Nullable Long seen, Actor actor) {
		this.jdbc.sql("SELECT 1 FROM server WHERE id = :id FOR UPDATE").param("id", id.value()).query().listOfRows();
		Server server = this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
		if (server.retired()) {
			throw new ServerRetired(server);
		}
		Optional<PinnedKeys> before = of(id);
		int revision = before.map(PinnedKeys::revision).orElse(0);
		if (seen != null && seen != revision) {
			throw new StaleHostKeys(id, revision);
		}
		List<HostKey> old = before.map(PinnedKeys::keys).orElse(List.of());
		if (before.map(PinnedKeys::readable).orElse(true) && Set.copyOf(old).equals(Set.copyOf(keys))) {
			return;
		}
		this.jdbc.sql("""
				INSERT INTO server_host_keys (server_id, revision, changed_at, changed_by, keys)
				VALUES (:server, :revision, :at, :by, :keys)""")
			.param("server", id.value())
			.param("revision", revision + 1)
			.param("at", now().atOffset(ZoneOffset.UTC))
			.param("by", actor.name())
			.param("keys", keys.stream().map(HostKey::stored).collect(Collectors.joining("\n")))
			.update();
		this.events.publishEvent(new Recorded(actor, "server.host_keys_changed",
				new Subject("server", id.toString(), server.spec().name()), view(old), view(keys)));
	}

	/** Keys are public, but long; what tells them apart is short. */
	private JsonNode view(List<HostKey> keys) {
		return this.json.valueToTree(Map.of("fingerprints", keys.stream().map(HostKey::told).toList()));
	}

	private Map<ServerId, PinnedKeys> readCurrent() {
		Map<ServerId, PinnedKeys> newest = new HashMap<>();
		this.jdbc.sql("SELECT DISTINCT ON (server_id) * FROM server_host_keys ORDER BY server_id, revision DESC")
			.query(this::pinned)
			.list()
			.forEach((keys) -> newest.put(keys.server(), keys));
		return Map.copyOf(newest);
	}

	private PinnedKeys pinned(ResultSet row, int number) throws SQLException {
		ServerId server = new ServerId(row.getObject("server_id", UUID.class));
		int revision = row.getInt("revision");
		Instant at = row.getObject("changed_at", OffsetDateTime.class).toInstant();
		String by = row.getString("changed_by");
		try {
			return new PinnedKeys(server, revision, at, by,
					row.getString("keys").lines().map(HostKey::ofStored).toList(), true);
		}
		catch (MalformedValue ex) {
			if (this.logged.size() < MOST_LOGGED && this.logged.add(server)) {
				log.error("Met host keys that Postern did not write server={} revision={}", server, revision);
			}
			return new PinnedKeys(server, revision, at, by, List.of(), false);
		}
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
