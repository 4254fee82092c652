package dev.postern.fake.access;

import java.util.List;

import dev.postern.fake.api.Answer;
import dev.postern.fake.api.ApiError;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Paging;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.Routes;
import tools.jackson.databind.node.ObjectNode;

/** The policies of the account that several applications may link, api.md §9.1. */
public final class ReusablePolicies {

	private static final int LIMIT = 500;

	private final AccessStore store;

	private final PolicyRules rules;

	private final AppStore apps;

	ReusablePolicies(AccessStore store, PolicyRules rules, AppStore apps) {
		this.store = store;
		this.rules = rules;
		this.apps = apps;
	}

	void routes(Routes routes) {
		String policies = "/accounts/{account}/access/policies";
		routes.add("GET", policies, RequiredPermission.APP_READS,
				(request) -> Paging.ACCESS.cut(request.call(), all()));
		routes.add("POST", policies, RequiredPermission.APP_WRITES, this::create);
		routes.add("GET", policies + "/{policy}", RequiredPermission.APP_READS,
				(request) -> Answer.ok(json(this.store.get(request.variable("policy")))));
		routes.add("PUT", policies + "/{policy}", RequiredPermission.APP_WRITES, this::replace);
		routes.add("DELETE", policies + "/{policy}", RequiredPermission.APP_WRITES, this::delete);
	}

	/** All policies as the API shows them. */
	public List<ObjectNode> all() {
		return this.store.all().stream().map(this::json).toList();
	}

	/** Takes an app's own policy over, with a new id. */
	ObjectNode adopt(ObjectNode policy) {
		demandRoom();
		return this.store.create(this.rules.checked(policy));
	}

	private Answer create(Request request) {
		ObjectNode policy = this.rules.checked(request.object());
		demandRoom();
		return Answer.created(json(this.store.create(policy)));
	}

	private Answer replace(Request request) {
		String id = request.variable("policy");
		this.store.get(id);
		ObjectNode policy = this.rules.checked(request.object());
		for (AccessApp app : this.apps.linking(id)) {
			PolicyRules.demandFits(policy, app.type());
		}
		return Answer.ok(json(this.store.replace(id, policy)));
	}

	private Answer delete(Request request) {
		String id = request.variable("policy");
		this.store.get(id);
		if (!this.apps.linking(id).isEmpty()) {
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
			.put("app_count", this.apps.linking(policy.path("id").asString()).size());
	}

}
