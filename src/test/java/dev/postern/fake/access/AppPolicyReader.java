package dev.postern.fake.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.kernel.AccountContext;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the {@code policies} of an application. */
final class AppPolicyReader {

	private final AccountContext context;

	private final AccessStore reusablePolicies;

	private final PolicyValidation validation;

	AppPolicyReader(AccountContext context, AccessStore reusablePolicies, PolicyValidation validation) {
		this.context = context;
		this.reusablePolicies = reusablePolicies;
		this.validation = validation;
	}

	/**
	 * The policies that the items stand for, in ascending precedence.
	 * @param before what the application has; its own policies keep their id when it is
	 * sent
	 */
	List<AccessApp.Attached> read(Iterable<JsonNode> items, String appType, List<AccessApp.Attached> before) {
		List<AccessApp.Attached> attached = new ArrayList<>();
		int next = 1;
		for (JsonNode item : items) {
			int precedence = item.path("precedence").asInt(next);
			attached.add(one(item, precedence, before));
			next = Math.max(next, precedence) + 1;
		}
		demandConsistent(attached, appType);
		return attached.stream().sorted(Comparator.comparingInt(AccessApp.Attached::precedence)).toList();
	}

	void demandConsistent(List<AccessApp.Attached> attached, String appType) {
		Set<Integer> precedences = new HashSet<>();
		for (AccessApp.Attached policy : attached) {
			if (!precedences.add(policy.precedence())) {
				throw ApiException.access("policy precedences must be unique");
			}
			PolicyValidation.demandFits(policy.resolve(this.reusablePolicies), appType);
		}
		if (attached.stream().map(AccessApp.Attached::reusable).distinct().count() > 1) {
			throw ApiException.access("reusable and inline policies are mutually exclusive");
		}
	}

	/** A policy of its own for an application, with an id and times. */
	ObjectNode inline(ObjectNode given, @Nullable ObjectNode before) {
		String now = Timestamps.seconds(this.context.now());
		ObjectNode policy = Json.object();
		policy.put("id", (before != null) ? before.path("id").asString() : this.context.ids().uuid().toString());
		policy.setAll(this.validation.checked(given));
		policy.put("created_at", (before != null) ? Json.text(before, "created_at", now) : now);
		return policy.put("updated_at", now);
	}

	private AccessApp.Attached one(JsonNode item, int precedence, List<AccessApp.Attached> before) {
		String id = item.isString() ? item.asString() : Json.text(item, "id", "");
		if (this.reusablePolicies.contains(id)) {
			return new AccessApp.Attached(true, precedence, Json.object().put("id", id));
		}
		Optional<ObjectNode> own = before.stream()
			.filter((attached) -> !attached.reusable() && attached.id().equals(id))
			.map(AccessApp.Attached::policy)
			.findFirst();
		if (item instanceof ObjectNode object && (own.isPresent() || id.isEmpty())) {
			return new AccessApp.Attached(false, precedence, inline(object, own.orElse(null)));
		}
		throw ApiException.access("policy does not exist");
	}

}
