package dev.postern.servers;

import java.util.Objects;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the rest of the portal, inside the transaction, what was done to a server. */
@Component
class Announcer {

	private final ApplicationEventPublisher events;

	private final JsonMapper json;

	Announcer(ApplicationEventPublisher events, JsonMapper json) {
		this.events = events;
		this.json = json;
	}

	void changed(@Nullable Server before, Server after, String action, Actor actor) {
		TunnelId from = Objects.requireNonNullElse(before, after).spec().tunnel();
		this.events.publishEvent(new Recorded(actor, action, subject(after), view(before), view(after)));
		this.events.publishEvent(new ServerEdited(after.id(), after.spec().hostname(), from, after.spec().tunnel()));
	}

	void forgotten(Server last, Actor actor) {
		this.events.publishEvent(new Recorded(actor, "server.forgotten", subject(last), view(last), null));
	}

	private static Subject subject(Server server) {
		return new Subject("server", server.id().toString(), server.spec().name());
	}

	private @Nullable JsonNode view(@Nullable Server server) {
		return (server != null) ? this.json.valueToTree(ServerView.of(server)) : null;
	}

}
