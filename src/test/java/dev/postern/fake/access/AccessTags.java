package dev.postern.fake.access;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Paging;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Response;
import dev.postern.fake.api.Routes;
import dev.postern.fake.kernel.AccountContext;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The tags that applications may carry. */
public final class AccessTags {

	private final AccountContext context;

	private final AppStore apps;

	private final Map<String, String> createdByName = new TreeMap<>();

	AccessTags(AccountContext context, AppStore apps) {
		this.context = context;
		this.apps = apps;
	}

	void routes(Routes routes) {
		String tags = "/accounts/{account}/access/tags";
		routes.add("GET", tags, RequiredPermission.APP_READS, (request) -> Paging.ACCESS.cut(request.call(),
				this.createdByName.keySet().stream().map(this::json).toList()));
		routes.add("POST", tags, RequiredPermission.APP_WRITES, this::create);
		routes.add("GET", tags + "/{tag}", RequiredPermission.APP_READS,
				(request) -> Response.ok(json(existing(request))));
		routes.add("PUT", tags + "/{tag}", RequiredPermission.APP_WRITES, this::rename);
		routes.add("DELETE", tags + "/{tag}", RequiredPermission.APP_WRITES, this::delete);
	}

	boolean contains(String name) {
		return this.createdByName.containsKey(name);
	}

	public List<String> names() {
		return List.copyOf(this.createdByName.keySet());
	}

	private Response create(Request request) {
		String name = name(request);
		if (contains(name)) {
			throw ApiException.accessConflict("tag already exists");
		}
		this.createdByName.put(name, Timestamps.seconds(this.context.now()));
		return Response.created(json(name));
	}

	/** Somebody takes it off all applications and deletes it. */
	public void lose(String name) {
		for (AccessApp app : this.apps.all()) {
			this.apps.put(app.withoutTag(name));
		}
		this.createdByName.remove(name);
	}

	private Response rename(Request request) {
		String before = existing(request);
		String after = name(request);
		if (!after.equals(before)) {
			demandUnused(before);
			this.createdByName.remove(before);
			this.createdByName.put(after, Timestamps.seconds(this.context.now()));
		}
		return Response.ok(json(after));
	}

	private Response delete(Request request) {
		String name = existing(request);
		demandUnused(name);
		this.createdByName.remove(name);
		return Response.accepted(Json.object().put("name", name));
	}

	private void demandUnused(String name) {
		if (apps(name) > 0) {
			throw ApiException.accessConflict("tag is in use");
		}
	}

	private static String name(Request request) {
		@Nullable String name = Json.text(request.object(), "name");
		if (name == null || name.isBlank()) {
			throw ApiException.access("tag name is missing");
		}
		return name;
	}

	private String existing(Request request) {
		if (!contains(request.variable("tag"))) {
			throw ApiException.accessNotFound();
		}
		return request.variable("tag");
	}

	private long apps(String name) {
		return this.apps.all().stream().filter((app) -> app.tags().contains(name)).count();
	}

	private ObjectNode json(String name) {
		String created = this.createdByName.getOrDefault(name, "");
		return Json.object()
			.put("name", name)
			.put("app_count", apps(name))
			.put("created_at", created)
			.put("updated_at", created);
	}

}
