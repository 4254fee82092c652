package dev.postern.servers;

import java.util.List;
import java.util.Objects;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.servers.risks.PolicyLints;
import dev.postern.servers.risks.PolicyWarning;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the rest of the portal, inside the transaction, what was done to a server. */
@Component
class ServerEventPublisher {

	private final ApplicationEventPublisher events;

	private final PolicyLints lints;

	private final JsonMapper json;

	ServerEventPublisher(ApplicationEventPublisher events, PolicyLints lints, JsonMapper json) {
		this.events = events;
		this.lints = lints;
		this.json = json;
	}

	/**
	 * @param acknowledged the risks that the actor said yes to; kept with the change
	 */
	void changed(@Nullable Server before, Server after, List<PolicyWarning> acknowledged, String action, Actor actor) {
		TunnelId from = Objects.requireNonNullElse(before, after).spec().tunnel();
		JsonNode now = view(after);
		if (now instanceof ObjectNode state && !acknowledged.isEmpty()) {
			ArrayNode said = state.putArray("acknowledgedWarnings");
			this.lints.describe(acknowledged).forEach((warning) -> said.add(warning.id() + ": " + warning.what()));
		}
		this.events.publishEvent(new Recorded(actor, action, subject(after), view(before), now));
		this.events.publishEvent(new ServerEdited(after.id(), after.spec().hostname(), from, after.spec().tunnel()));
	}

	/** Cloudflare has nothing to follow. */
	void tagged(Server before, Server after, Actor actor) {
		this.events.publishEvent(new Recorded(actor, "server.edited", subject(after), view(before), view(after)));
	}

	void accessChanged(ServerRecords.Place place) {
		TunnelId tunnel = new TunnelId(place.tunnel());
		this.events
			.publishEvent(new ServerEdited(new ServerId(place.id()), Hostname.of(place.hostname()), tunnel, tunnel));
	}

	void forgotten(Server last, Actor actor) {
		this.events.publishEvent(new Recorded(actor, "server.forgotten", subject(last), view(last), null));
	}

	void movedToZone(Server server, ZoneId zone, Actor actor) {
		this.events.publishEvent(
				new Recorded(actor, "server.zone_replaced", subject(server), zone(server.spec().zone()), zone(zone)));
	}

	private JsonNode zone(ZoneId zone) {
		return this.json.createObjectNode().put("zoneId", zone.value());
	}

	private static Subject subject(Server server) {
		return new Subject("server", server.id().toString(), server.spec().name());
	}

	private @Nullable JsonNode view(@Nullable Server server) {
		return (server != null) ? this.json.valueToTree(ServerView.of(server)) : null;
	}

}
