package dev.postern.fake.access;

import java.util.List;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Paging;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Response;
import dev.postern.fake.api.Routes;
import tools.jackson.databind.node.ObjectNode;

/** The policies of the account that several applications may link. */
public final class ReusablePolicies {

	private static final int LIMIT = 500;

	private final AccessStore store;

	private final PolicyValidation validation;

	private final AppStore apps;

	ReusablePolicies(AccessStore store, PolicyValidation validation, AppStore apps) {
		this.store = store;
		this.validation = validation;
		this.apps = apps;
	}

	void routes(Routes routes) {
		String policies = "/accounts/{account}/access/policies";
		routes.add("GET", policies, RequiredPermission.APP_READS,
				(request) -> Paging.ACCESS.cut(request.call(), all()));
		routes.add("POST", policies, RequiredPermission.APP_WRITES, this::create);
		routes.add("GET", policies + "/{policy}", RequiredPermission.APP_READS,
				(request) -> Response.ok(json(this.store.get(request.variable("policy")))));
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
		return this.store.create(this.validation.checked(policy));
	}

	private Response create(Request request) {
		ObjectNode policy = this.validation.checked(request.object());
		demandRoom();
		return Response.created(json(this.store.create(policy)));
	}

	private Response replace(Request request) {
		String id = request.variable("policy");
		this.store.get(id);
		ObjectNode policy = this.validation.checked(request.object());
		for (AccessApp app : this.apps.linking(id)) {
			PolicyValidation.demandFits(policy, app.type());
		}
		return Response.ok(json(this.store.replace(id, policy)));
	}

	private Response delete(Request request) {
		String id = request.variable("policy");
		this.store.get(id);
		if (!this.apps.linking(id).isEmpty()) {
			throw ApiException.accessConflict("policy is in use");
		}
		this.store.remove(id);
		return Response.id(202, id);
	}

	private void demandRoom() {
		if (this.store.size() >= LIMIT) {
			throw ApiException.access("the limit of %d reusable policies is reached".formatted(LIMIT));
		}
	}

	private ObjectNode json(ObjectNode policy) {
		return policy.deepCopy()
			.put("reusable", true)
			.put("app_count", this.apps.linking(policy.path("id").asString()).size());
	}

}
