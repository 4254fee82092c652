package dev.postern.fake.access;

import java.util.List;
import java.util.Locale;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Call;
import dev.postern.fake.api.Paging;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Response;
import dev.postern.fake.api.Routes;
import dev.postern.fake.kernel.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Access groups of the account. */
public final class AccessGroups {

	private static final int LIMIT = 300;

	private final AccessStore store;

	private final AccessStore policies;

	private final AppStore apps;

	private final RuleValidation ruleValidation;

	AccessGroups(AccessStore store, AccessStore policies, AppStore apps) {
		this.store = store;
		this.policies = policies;
		this.apps = apps;
		this.ruleValidation = new RuleValidation(store);
	}

	void routes(Routes routes) {
		String groups = "/accounts/{account}/access/groups";
		routes.add("GET", groups, RequiredPermission.ORGANIZATION_READS, this::list);
		routes.add("POST", groups, RequiredPermission.ORGANIZATION_WRITES, this::create);
		routes.add("GET", groups + "/{group}", RequiredPermission.ORGANIZATION_READS,
				(request) -> Response.ok(json(this.store.get(request.variable("group")))));
		routes.add("PUT", groups + "/{group}", RequiredPermission.ORGANIZATION_WRITES, (request) -> {
			this.store.get(request.variable("group"));
			return Response.ok(json(this.store.replace(request.variable("group"), checked(request.object()))));
		});
		routes.add("DELETE", groups + "/{group}", RequiredPermission.ORGANIZATION_WRITES, this::delete);
	}

	boolean contains(String id) {
		return this.store.contains(id);
	}

	ObjectNode get(String id) {
		return this.store.get(id);
	}

	/** Takes a group away although policies refer to it. */
	public void lose(String id) {
		this.store.remove(id);
	}

	public List<ObjectNode> all() {
		return this.store.all();
	}

	private Response list(Request request) {
		Call call = request.call();
		return Paging.ACCESS.cut(call,
				all().stream()
					.filter((group) -> call.parameter("name").map(Json.text(group, "name", "")::equals).orElse(true))
					.filter((group) -> Json.text(group, "name", "")
						.toLowerCase(Locale.ROOT)
						.contains(call.parameter("search").orElse("").toLowerCase(Locale.ROOT)))
					.map(AccessGroups::json)
					.toList());
	}

	private Response create(Request request) {
		ObjectNode group = checked(request.object());
		if (this.store.size() >= LIMIT) {
			throw ApiException.access("the limit of %d groups is reached".formatted(LIMIT));
		}
		return Response.created(json(this.store.create(group)));
	}

	private Response delete(Request request) {
		String id = request.variable("group");
		this.store.get(id);
		boolean used = all().stream().anyMatch((other) -> RuleValidation.refersTo(other, "group", id))
				|| this.policies.all().stream().anyMatch((policy) -> RuleValidation.refersTo(policy, "group", id))
				|| this.apps.all()
					.stream()
					.flatMap((app) -> app.inlinePolicies().stream())
					.anyMatch((policy) -> RuleValidation.refersTo(policy, "group", id));
		if (used) {
			throw ApiException.accessConflict("group is in use");
		}
		this.store.remove(id);
		return Response.id(202, id);
	}

	private ObjectNode checked(JsonNode given) {
		@Nullable String name = Json.text(given, "name");
		if (name == null || name.isBlank() || name.length() > 350) {
			throw ApiException.access("group name is missing or too long");
		}
		ObjectNode group = Json.object().put("name", name);
		this.ruleValidation.copy((ObjectNode) given, group);
		group.set("is_default", Json.array());
		return group;
	}

	private static ObjectNode json(ObjectNode group) {
		return group.deepCopy().put("uid", group.path("id").asString());
	}

}
