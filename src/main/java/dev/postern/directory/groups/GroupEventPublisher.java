package dev.postern.directory.groups;

import java.util.List;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.ui.WarningView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the rest of the portal, inside the transaction, what was done to a group. */
@Component
class GroupEventPublisher {

	private final ApplicationEventPublisher events;

	private final JsonMapper json;

	GroupEventPublisher(ApplicationEventPublisher events, JsonMapper json) {
		this.events = events;
		this.json = json;
	}

	/**
	 * @param acknowledged the risks that the actor said yes to; kept with the change
	 */
	void changed(@Nullable Group before, Group after, List<WarningView> acknowledged, String action, Actor actor) {
		JsonNode now = view(after);
		if (now instanceof ObjectNode state && !acknowledged.isEmpty()) {
			ArrayNode said = state.putArray("acknowledgedWarnings");
			acknowledged.forEach((warning) -> said.add(warning.id() + ": " + warning.what()));
		}
		this.events.publishEvent(new Recorded(actor, action, subject(after), view(before), now));
		this.events.publishEvent(new GroupEdited(after.id()));
	}

	void forgotten(Group last, Actor actor) {
		this.events.publishEvent(new Recorded(actor, "group.forgotten", subject(last), view(last), null));
	}

	private static Subject subject(Group group) {
		return new Subject("group", group.id().toString(), group.spec().name());
	}

	private @Nullable JsonNode view(@Nullable Group group) {
		return (group != null) ? this.json.valueToTree(GroupView.of(group)) : null;
	}

}
