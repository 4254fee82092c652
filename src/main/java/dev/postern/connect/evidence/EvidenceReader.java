package dev.postern.connect.evidence;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.postern.audit.AuditEvent;
import dev.postern.audit.AuditLog;
import dev.postern.connect.ports.PortChecks;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.ServerTraces;
import dev.postern.servers.LastLogins;
import dev.postern.servers.Server;
import dev.postern.servers.ServerLives;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Service;

/**
 * Puts together what Postern has stored of a server, registered or removed. Asks nobody
 * else.
 */
@Service
public class EvidenceReader {

	/** An edit that is older is not told. */
	private static final int NEWEST = 200;

	private static final String EDITED = "server.edited";

	private static final String HOSTNAME = "hostname";

	private final Servers servers;

	private final ServerLives lives;

	private final ServerTraces traces;

	private final LastLogins logins;

	private final PortChecks ports;

	private final AuditLog audit;

	private final Clock clock;

	EvidenceReader(Servers servers, ServerLives lives, ServerTraces traces, LastLogins logins, PortChecks ports,
			AuditLog audit, Clock clock) {
		this.servers = servers;
		this.lives = lives;
		this.traces = traces;
		this.logins = logins;
		this.ports = ports;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * What is known of the order in which a server was made reachable.
	 * @throws ServerNotFound when there is none and never was
	 */
	public Evidence of(ServerId id) {
		Optional<Server> server = this.servers.find(id);
		EvidencedServer subject = server.map(this::subject)
			.or(() -> removed(id))
			.orElseThrow(() -> new ServerNotFound(id));
		Facts facts = new Facts(subject, this.traces.of(id, subject.hostname()),
				server.map((one) -> one.spec().tunnel()).orElse(null), server.map(Server::ruleVersion).orElse(null),
				this.logins.first(id, subject.registered()), this.ports.allOf(id),
				this.ports.newestOpen().orElse(null));
		return OrderOfEvidence.of(facts, this.clock.instant());
	}

	private EvidencedServer subject(Server server) {
		return new EvidencedServer(server.id(), server.spec().name(), server.spec().hostname(), server.createdAt(),
				renamed(server.id()), server.retiredAt());
	}

	private Optional<EvidencedServer> removed(ServerId id) {
		return this.lives.around(List.of(id), List.of())
			.stream()
			.filter((life) -> life.id().equals(id))
			.findFirst()
			.map((life) -> new EvidencedServer(id, life.name(), Hostname.of(life.hostname()), life.from(), renamed(id),
					life.until()));
	}

	/** When it got its hostname, as the audit tells. */
	private @Nullable Instant renamed(ServerId id) {
		return this.audit.about("server", id.toString(), EDITED, NEWEST)
			.stream()
			.filter((event) -> !hostname(event.before()).equals(hostname(event.after())))
			.map(AuditEvent::at)
			.findFirst()
			.orElse(null);
	}

	private static String hostname(@Nullable JsonNode view) {
		return (view != null) ? view.path(HOSTNAME).asString("") : "";
	}

}
