package dev.postern.fake;

import java.util.List;
import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

/** The policies of the account that several applications may link, api.md §9.1. */
final class ReusablePolicies {

	private static final int LIMIT = 500;

	private final World world;

	private final AccessStore store;

	ReusablePolicies(World world) {
		this.world = world;
		this.store = new AccessStore(world);
	}

	void routes(Routes routes) {
		String policies = "/accounts/{account}/access/policies";
		routes.add("GET", policies, Guard.APP_READS, (request) -> Paging.ACCESS.cut(request.call(), all()));
		routes.add("POST", policies, Guard.APP_WRITES, this::create);
		routes.add("GET", policies + "/{policy}", Guard.APP_READS,
				(request) -> Answer.ok(json(this.store.get(request.variable("policy")))));
		routes.add("PUT", policies + "/{policy}", Guard.APP_WRITES, this::replace);
		routes.add("DELETE", policies + "/{policy}", Guard.APP_WRITES, this::delete);
	}

	/** All policies as the API shows them. */
	List<ObjectNode> all() {
		return this.store.all().stream().map(this::json).toList();
	}

	Optional<ObjectNode> find(String id) {
		return this.store.contains(id) ? Optional.of(this.store.get(id)) : Optional.empty();
	}

	/** Takes an app's own policy over, with a new id. */
	ObjectNode adopt(ObjectNode policy) {
		demandRoom();
		return this.store.create(PolicyRules.checked(this.world, policy));
	}

	private Answer create(Request request) {
		ObjectNode policy = PolicyRules.checked(this.world, request.object());
		demandRoom();
		return Answer.created(json(this.store.create(policy)));
	}

	private Answer replace(Request request) {
		String id = request.variable("policy");
		this.store.get(id);
		ObjectNode policy = PolicyRules.checked(this.world, request.object());
		for (AccessApp app : this.world.apps().linking(id)) {
			PolicyRules.demandFits(policy, app.type());
		}
		return Answer.ok(json(this.store.replace(id, policy)));
	}

	private Answer delete(Request request) {
		String id = request.variable("policy");
		this.store.get(id);
		if (!this.world.apps().linking(id).isEmpty()) {
			throw ApiError.accessConflict("policy is in use");
		}
		this.store.remove(id);
		return Answer.id(202, id);
	}

	private void demandRoom() {
		if (this.store.size() >= LIMIT) {
			throw ApiError.access("the limit of %d reusable policies is reached".formatted(LIMIT));
		}
	}

	private ObjectNode json(ObjectNode policy) {
		return policy.deepCopy()
			.put("reusable", true)
			.put("app_count", this.world.apps().linking(policy.path("id").asString()).size());
	}

}
