package dev.postern.servers.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.postern.audit.AuditEvent;
import dev.postern.audit.AuditLog;
import dev.postern.kernel.Actor;
import dev.postern.kernel.ServerId;
import dev.postern.servers.web.RemovedServer.Deed;
import dev.postern.servers.web.RemovedServer.LeftRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/** Finds in the audit what became of servers that are no longer registered. */
@Component
class RemovedServers {

	/**
	 * What was done last to a server says how it ended; what came before is in the audit.
	 */
	private static final int NEWEST = 50;

	private final AuditLog audit;

	RemovedServers(AuditLog audit) {
		this.audit = audit;
	}

	Optional<RemovedServer> find(ServerId id) {
		List<AuditEvent> events = this.audit.about("server", id.toString(), NEWEST);
		return of(events, "server.forgotten").findFirst().map((last) -> removed(id, last, events));
	}

	private static RemovedServer removed(ServerId id, AuditEvent last, List<AuditEvent> events) {
		Optional<AuditEvent> request = of(events, "server.removal_requested").findFirst();
		return new RemovedServer(id, last.subject().name(), text(last.before(), "hostname"), last.at(),
				request.map((event) -> name(event.actor())).orElse(null), request.map(AuditEvent::at).orElse(null),
				of(events, "server.records_left").flatMap((event) -> left(event.after())).toList(),
				events.stream().map((event) -> new Deed(event.at(), event.action(), name(event.actor()))).toList());
	}

	private static Stream<AuditEvent> of(List<AuditEvent> events, String action) {
		return events.stream().filter((event) -> event.action().equals(action));
	}

	private static String name(Actor actor) {
		return (actor.kind() == Actor.Kind.POSTERN) ? "Postern" : actor.name();
	}

	private static Stream<LeftRecord> left(@Nullable JsonNode after) {
		return (after == null) ? Stream.empty()
				: after.path("records")
					.valueStream()
					.map((one) -> new LeftRecord(text(one, "hostname"), one.path("recordId").asStringOpt().orElse(null),
							text(one, "zone"), text(one, "zoneId"), text(one, "target")));
	}

	private static String text(@Nullable JsonNode node, String field) {
		return (node != null) ? node.path(field).asString("") : "";
	}

}
