package dev.postern.reconcile.runs;

import java.util.List;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.payloads.Payloads;
import dev.postern.reconcile.plan.ApplicationSpec;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.RecordSpec;
import dev.postern.reconcile.plan.RuleEdit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change as it is stored with its run.
 *
 * @param kind the change's name, for example {@code CreateApp}; rows keep it, so it does
 * not change when a class is renamed
 */
public record StoredChange(String kind, Change.Phase phase, List<ServerId> servers, List<Hostname> hostnames,
		@Nullable JsonNode before, @Nullable JsonNode after) {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	public static StoredChange of(Change change) {
		return switch (change) {
			case Change.CreateApp create -> one("CreateApp", create, null, application(create.after()));
			case Change.UpdateApp update ->
				one("UpdateApp", update, application(update.before()), application(update.after()));
			case Change.DeleteApp delete -> one("DeleteApp", delete, application(delete.before()), null);
			case Change.CreateDns create -> one("CreateDns", create, null, record(create.after()));
			case Change.UpdateDns update -> one("UpdateDns", update, record(update.before()), record(update.after()));
			case Change.DeleteDns delete -> one("DeleteDns", delete, record(delete.before()), null);
			case Change.ReplaceIngress replace -> ingress(replace);
		};
	}

	private static StoredChange one(String kind, Change.OfServer change, @Nullable JsonNode before,
			@Nullable JsonNode after) {
		return new StoredChange(kind, change.phase(), List.of(change.server()), List.of(change.hostname()), before,
				after);
	}

	/** Only our rules are kept: the others are nobody's business but their owners'. */
	private static StoredChange ingress(Change.ReplaceIngress replace) {
		ArrayNode before = JSON.arrayNode();
		ArrayNode after = JSON.arrayNode();
		for (RuleEdit edit : replace.edits()) {
			if (edit.before() != null) {
				before.add(edit.before());
			}
			if (edit.after() != null) {
				after.add(edit.after());
			}
		}
		return new StoredChange("ReplaceIngress", replace.phase(),
				replace.edits().stream().map(RuleEdit::server).distinct().toList(), List.copyOf(replace.hostnames()),
				before, after);
	}

	private static ObjectNode application(ApplicationSpec spec) {
		return Payloads.application(spec, null);
	}

	private static ObjectNode record(RecordSpec spec) {
		return JSON.objectNode()
			.put("type", spec.type())
			.put("name", spec.name())
			.put("content", spec.content())
			.put("proxied", spec.proxied())
			.put("ttl", spec.ttl())
			.put("comment", spec.comment());
	}

}
