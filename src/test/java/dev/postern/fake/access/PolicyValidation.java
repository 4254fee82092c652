package dev.postern.fake.access;

import java.util.List;
import java.util.Set;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.kernel.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Cloudflare demands of a policy. */
final class PolicyValidation {

	private static final Set<String> DECISIONS = Set.of("allow", "deny", "non_identity", "bypass");

	private static final Set<String> READ_ONLY = Set.of("id", "uid", "created_at", "updated_at", "reusable",
			"app_count", "account_id", "precedence", "name", "decision", "include", "require", "exclude");

	private final RuleValidation ruleValidation;

	PolicyValidation(RuleValidation ruleValidation) {
		this.ruleValidation = ruleValidation;
	}

	/** The policy as it is kept, with its defaults, without id, precedence and times. */
	ObjectNode checked(ObjectNode given) {
		@Nullable String name = Json.text(given, "name");
		if (name == null || name.isBlank()) {
			throw ApiException.access("policy name is missing");
		}
		String decision = Json.text(given, "decision", "");
		if (!DECISIONS.contains(decision)) {
			throw ApiException.access("policy decision is missing or invalid");
		}
		ObjectNode policy = Json.object().put("name", name).put("decision", decision);
		this.ruleValidation.copy(given, policy);
		@Nullable String duration = Json.text(given, "session_duration");
		if (duration != null && !GoDuration.isValid(duration)) {
			throw ApiException.access("invalid session_duration");
		}
		policy.put("session_duration", (duration != null) ? duration : "24h");
		for (String flag : List.of("isolation_required", "purpose_justification_required", "approval_required")) {
			policy.put(flag, given.path(flag).asBoolean(false));
		}
		ObjectNode rest = Json.without(given, READ_ONLY);
		for (String field : policy.propertyNames()) {
			rest.remove(field);
		}
		policy.setAll(rest);
		return policy;
	}

	/** Browser-rendered applications know only Allow and Block. */
	static void demandFits(JsonNode policy, String appType) {
		if (Set.of("ssh", "vnc", "rdp").contains(appType)
				&& !Set.of("allow", "deny").contains(Json.text(policy, "decision", ""))) {
			throw ApiException.access("policy decision is not supported for applications of type " + appType);
		}
	}

}
