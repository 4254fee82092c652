package dev.postern.grants;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import dev.postern.kernel.Actor;
import dev.postern.kernel.GoDuration;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the rest of the portal, inside the transaction, which step a grant took. */
@Component
class GrantPublisher {

	private final ApplicationEventPublisher events;

	private final JsonMapper json;

	GrantPublisher(ApplicationEventPublisher events, JsonMapper json) {
		this.events = events;
		this.json = json;
	}

	void changed(@Nullable Grant before, Grant after, Actor actor) {
		this.events.publishEvent(new Recorded(actor, action(before, after), subject(after),
				(before != null) ? view(before) : null, view(after)));
		this.events.publishEvent(new GrantChanged(before, after));
	}

	void endsSoon(Grant grant) {
		this.events.publishEvent(new GrantEndsSoon(grant));
	}

	void sessionsEnded(Grant grant, Actor actor) {
		this.events.publishEvent(new Recorded(actor, "grant.logins_ended", subject(grant), null, null));
	}

	private static String action(@Nullable Grant before, Grant after) {
		if (before != null && before.state() == after.state()) {
			return "grant.voted";
		}
		return switch (after.state()) {
			case ASKED -> (after.extending() != null) ? "grant.extension_asked" : "grant.asked";
			case APPROVED -> "grant.approved";
			case ACTIVE -> "grant.begun";
			case REFUSED -> "grant.refused";
			case WITHDRAWN -> "grant.withdrawn";
			case EXPIRED -> "grant.expired";
			case ENDED -> "grant.ended";
			case REVOKED -> "grant.revoked";
		};
	}

	private static Subject subject(Grant grant) {
		return new Subject("grant", grant.id().toString(), "%s, %s".formatted(grant.serverName(), grant.email()));
	}

	private JsonNode view(Grant grant) {
		Map<String, Object> view = new LinkedHashMap<>();
		view.put("server", grant.server().toString());
		view.put("serverName", grant.serverName());
		view.put("person", grant.email().value());
		view.put("state", grant.state());
		view.put("reason", grant.reason());
		view.put("ticket", grant.ticket());
		view.put("duration", GoDuration.format(grant.duration()));
		view.put("approvals", grant.approvals());
		view.put("approvedBy",
				grant.votes()
					.stream()
					.filter((vote) -> vote.verdict() == Vote.Verdict.APPROVE)
					.map((vote) -> vote.email().value())
					.toList());
		view.put("startsAt", Objects.toString(grant.startsAt(), ""));
		view.put("endsAt", Objects.toString(grant.endsAt(), ""));
		view.put("closedBy", Objects.toString(grant.closedBy(), ""));
		view.put("closure", Objects.toString(grant.closure(), ""));
		view.put("note", grant.note());
		return this.json.valueToTree(view);
	}

}
