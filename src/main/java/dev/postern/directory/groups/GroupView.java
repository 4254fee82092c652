package dev.postern.directory.groups;

import java.time.Instant;

import dev.postern.kernel.GroupId;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A group as the API and the audit show it; the names are those of {@link GroupDraft}'s
 * fields.
 */
public record GroupView(GroupId id, String name, String description,
		@Schema(implementation = Object[].class) JsonNode include,
		@Schema(implementation = Object[].class) JsonNode require,
		@Schema(implementation = Object[].class) JsonNode exclude, long version, Phase phase, long generation,
		long appliedGeneration, @Nullable Problem problem, Instant createdAt, Instant updatedAt,
		@Nullable Instant retiredAt) {

	public static GroupView of(Group group) {
		ObjectNode rules = GroupRulesJson.write(group.spec().rules(), JsonNodeFactory.instance.objectNode());
		return new GroupView(group.id(), group.spec().name(), group.spec().description(), rules.get("include"),
				rules.get("require"), rules.get("exclude"), group.version(), group.phase(), group.generation(),
				group.appliedGeneration(), group.problem(), group.createdAt(), group.updatedAt(), group.retiredAt());
	}

}
