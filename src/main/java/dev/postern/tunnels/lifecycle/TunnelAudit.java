package dev.postern.tunnels.lifecycle;

import java.util.Map;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.tunnels.KnownTunnel;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the audit what was done to a tunnel, by names and ids only (I9, I10). */
@Component
class TunnelAudit {

	private final ApplicationEventPublisher events;

	private final JsonMapper json;

	TunnelAudit(ApplicationEventPublisher events, JsonMapper json) {
		this.events = events;
		this.json = json;
	}

	static Subject subject(KnownTunnel tunnel) {
		return new Subject("tunnel", tunnel.id().toString(), tunnel.name());
	}

	/**
	 * Writes inside the running transaction.
	 * @param verb in past tense, for example {@code created}
	 * @param details what else is to be known
	 */
	void record(Actor actor, String verb, String id, String name, @Nullable Map<String, Object> details) {
		this.events.publishEvent(new Recorded(actor, "tunnel." + verb, new Subject("tunnel", id, name), null,
				(details != null) ? this.json.valueToTree(details) : null));
	}

}
