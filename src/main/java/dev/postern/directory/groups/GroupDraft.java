package dev.postern.directory.groups;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody entered for a group, unchecked; the names are those of the API's fields.
 * The three lists hold rules in Cloudflare's shape.
 *
 * @param include who is in it; at least one must match
 * @param require what must hold as well; all must match
 * @param exclude who is not in it; none may match
 */
public record GroupDraft(@Nullable String name, @Nullable String description,
		@Schema(implementation = Object[].class) @Nullable JsonNode include,
		@Schema(implementation = Object[].class) @Nullable JsonNode require,
		@Schema(implementation = Object[].class) @Nullable JsonNode exclude) {
}
