package dev.postern.grants.terms;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.postern.kernel.Actor;
import dev.postern.kernel.GoDuration;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.ServerRetired;
import dev.postern.servers.Servers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The terms on which servers let people in for a while; administrators set them. */
@Service
public class ServerTerms {

	private final Servers servers;

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final ApplicationEventPublisher events;

	ServerTerms(Servers servers, JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events) {
		this.servers = servers;
		this.jdbc = jdbc;
		this.json = json;
		this.events = events;
	}

	/** Those of a server; nobody may ask where nobody has set any. */
	public GrantTerms of(ServerId server) {
		return this.jdbc.sql("SELECT * FROM grant_terms WHERE server_id = :server")
			.param("server", server.value())
			.query(ServerTerms::terms)
			.optional()
			.orElseGet(() -> GrantTerms.off(server));
	}

	/** Those of all servers of which anybody may ask something, in one read. */
	public Map<ServerId, GrantTerms> open() {
		return this.jdbc.sql("SELECT * FROM grant_terms WHERE askers <> '{}'")
			.query(ServerTerms::terms)
			.list()
			.stream()
			.collect(Collectors.toMap(GrantTerms::server, (terms) -> terms));
	}

	/** Those of all servers of which anybody ever said something, in one read. */
	public Map<ServerId, GrantTerms> all() {
		return this.jdbc.sql("SELECT * FROM grant_terms")
			.query(ServerTerms::terms)
			.list()
			.stream()
			.collect(Collectors.toMap(GrantTerms::server, (terms) -> terms));
	}

	/**
	 * Sets those of a server; its version names the ones that somebody has seen. Setting
	 * what is set already changes nothing.
	 * @throws StaleTerms when somebody else changed them meanwhile
	 */
	@Transactional
	public GrantTerms set(GrantTerms wanted, Actor actor) {
		ServerId id = wanted.server();
		this.jdbc.sql("SELECT 1 FROM server WHERE id = :id FOR UPDATE").param("id", id.value()).query().listOfRows();
		Server server = this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
		if (server.retired()) {
			throw new ServerRetired(server);
		}
		GrantTerms before = of(id);
		if (before.version() != wanted.version()) {
			throw new StaleTerms(id, before.version());
		}
		if (before.equals(wanted)) {
			return before;
		}
		store(wanted, before.version() + 1);
		GrantTerms after = of(id);
		this.events.publishEvent(new Recorded(actor, "server.grant_terms_changed",
				new Subject("server", id.toString(), server.spec().name()), view(before), view(after)));
		return after;
	}

	private void store(GrantTerms terms, long version) {
		this.jdbc
			.sql("""
					INSERT INTO grant_terms (server_id, askers, never, approvers, approvals, automatic, automatic_seconds,
					  shortest_seconds, longest_seconds, ahead_seconds, ticket_pattern, reason_required, version)
					VALUES (:server, :askers, :never, :approvers, :approvals, :automatic, :automaticUpTo, :shortest, :longest,
					  :ahead, :ticket, :reason, :version)
					ON CONFLICT (server_id) DO UPDATE SET askers = excluded.askers, never = excluded.never,
					  approvers = excluded.approvers, approvals = excluded.approvals, automatic = excluded.automatic,
					  automatic_seconds = excluded.automatic_seconds, shortest_seconds = excluded.shortest_seconds,
					  longest_seconds = excluded.longest_seconds, ahead_seconds = excluded.ahead_seconds,
					  ticket_pattern = excluded.ticket_pattern, reason_required = excluded.reason_required,
					  version = excluded.version""")
			.param("server", terms.server().value())
			.param("askers", texts(terms.askers()))
			.param("never", texts(terms.never()))
			.param("approvers", texts(terms.approvers()))
			.param("approvals", terms.approvals())
			.param("automatic", texts(terms.automatic()))
			.param("automaticUpTo", terms.automaticUpTo().toSeconds())
			.param("shortest", terms.shortest().toSeconds())
			.param("longest", terms.longest().toSeconds())
			.param("ahead", terms.ahead().toSeconds())
			.param("ticket", terms.ticketPattern())
			.param("reason", terms.reasonRequired())
			.param("version", version)
			.update();
	}

	private JsonNode view(GrantTerms terms) {
		Map<String, Object> view = new LinkedHashMap<>();
		view.put("askers", List.of(texts(terms.askers())));
		view.put("never", List.of(texts(terms.never())));
		view.put("approvers", List.of(texts(terms.approvers())));
		view.put("approvals", terms.approvals());
		view.put("automatic", List.of(texts(terms.automatic())));
		view.put("automaticUpTo", GoDuration.format(terms.automaticUpTo()));
		view.put("shortest", GoDuration.format(terms.shortest()));
		view.put("longest", GoDuration.format(terms.longest()));
		view.put("ahead", GoDuration.format(terms.ahead()));
		view.put("ticketPattern", terms.ticketPattern());
		view.put("reasonRequired", terms.reasonRequired());
		return this.json.valueToTree(view);
	}

	private static String[] texts(Set<Whom> meant) {
		return meant.stream().map(Whom::text).sorted().toArray(String[]::new);
	}

	private static GrantTerms terms(ResultSet row, int number) throws SQLException {
		return new GrantTerms(new ServerId(row.getObject("server_id", UUID.class)), meant(row.getArray("askers")),
				meant(row.getArray("never")), meant(row.getArray("approvers")), row.getInt("approvals"),
				meant(row.getArray("automatic")), Duration.ofSeconds(row.getLong("automatic_seconds")),
				Duration.ofSeconds(row.getLong("shortest_seconds")), Duration.ofSeconds(row.getLong("longest_seconds")),
				Duration.ofSeconds(row.getLong("ahead_seconds")), row.getString("ticket_pattern"),
				row.getBoolean("reason_required"), row.getLong("version"));
	}

	/** What cannot be read means nobody. */
	private static Set<Whom> meant(Array stored) throws SQLException {
		return Arrays.stream((String[]) stored.getArray())
			.map(Whom::parse)
			.flatMap(Optional::stream)
			.collect(Collectors.toSet());
	}

}
