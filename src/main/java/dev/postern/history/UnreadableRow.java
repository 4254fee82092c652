package dev.postern.history;

import java.time.temporal.ChronoUnit;

import dev.postern.cloudflare.model.UnreadableAccessRequest;
import dev.postern.kernel.LosslessJson;
import dev.postern.kernel.Sha256;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An entry that cannot be read as a row of {@code unreadable_login}. */
final class UnreadableRow {

	/** The order of fields does not make another entry. */
	private static final ObjectWriter CANONICAL = LosslessJson.MAPPER.writer()
		.with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

	private UnreadableRow() {
	}

	static ObjectNode of(UnreadableAccessRequest entry) {
		return JsonNodeFactory.instance.objectNode()
			.put("hash", Sha256.of(CANONICAL.writeValueAsString(entry.raw())))
			.put("created_at",
					(entry.createdAt() != null) ? entry.createdAt().truncatedTo(ChronoUnit.MICROS).toString() : null)
			.put("flaw", entry.flaw().name())
			.put("raw", LosslessJson.MAPPER.writeValueAsString(entry.raw()));
	}

}
