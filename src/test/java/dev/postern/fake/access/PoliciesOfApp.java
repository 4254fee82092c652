package dev.postern.fake.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The policies below one application. */
final class PoliciesOfApp {

	private final AccountContext context;

	private final AppStore apps;

	private final AppPolicyReader policyReader;

	private final ReusablePolicies reusablePolicies;

	PoliciesOfApp(AccountContext context, AppStore apps, AppPolicyReader policyReader,
			ReusablePolicies reusablePolicies) {
		this.context = context;
		this.apps = apps;
		this.policyReader = policyReader;
		this.reusablePolicies = reusablePolicies;
	}

	void routes(Routes routes) {
		String policies = "/accounts/{account}/access/apps/{app}/policies";
		String policy = policies + "/{policy}";
		routes.add("GET", policies, RequiredPermission.APP_READS, (request) -> {
			AccessApp app = this.apps.existing(request);
			return Paging.ACCESS.cut(request.call(), app.policies().stream().map(this.apps::json).toList());
		});
		routes.add("POST", policies, RequiredPermission.APP_WRITES, this::create);
		routes.add("GET", policy, RequiredPermission.APP_READS, (request) -> {
			AccessApp app = this.apps.existing(request);
			return Response.ok(this.apps.json(existing(app, request)));
		});
		routes.add("PUT", policy, RequiredPermission.APP_WRITES, this::replace);
		routes.add("DELETE", policy, RequiredPermission.APP_WRITES, this::delete);
		routes.add("PUT", policy + "/make_reusable", RequiredPermission.APP_WRITES, this::makeReusable);
	}

	private Response create(Request request) {
		AccessApp app = this.apps.existing(request);
		int last = app.policies().stream().mapToInt(AccessApp.Attached::precedence).max().orElse(0);
		int precedence = request.object().path("precedence").asInt(last + 1);
		AccessApp.Attached created = new AccessApp.Attached(false, precedence,
				this.policyReader.inline(request.object(), null));
		List<AccessApp.Attached> all = new ArrayList<>(app.policies());
		all.add(created);
		save(app, all);
		return Response.created(this.apps.json(created));
	}

	private Response replace(Request request) {
		AccessApp app = this.apps.existing(request);
		AccessApp.Attached before = own(app, request, "update");
		AccessApp.Attached after = before.with(this.policyReader.inline(request.object(), before.policy()),
				request.object().path("precedence").asInt(before.precedence()));
		save(app, replaced(app, before, (same) -> after));
		return Response.ok(this.apps.json(after));
	}

	private Response delete(Request request) {
		AccessApp app = this.apps.existing(request);
		AccessApp.Attached gone = own(app, request, "delete");
		save(app, replaced(app, gone, (same) -> null));
		return Response.id(202, gone.id());
	}

	private Response makeReusable(Request request) {
		AccessApp app = this.apps.existing(request);
		AccessApp.Attached before = own(app, request, "convert");
		if (app.policies().size() > 1) {
			throw ApiException.access("reusable and inline policies are mutually exclusive");
		}
		ObjectNode adopted = this.reusablePolicies.adopt(before.policy());
		AccessApp.Attached after = new AccessApp.Attached(true, before.precedence(),
				Json.object().put("id", adopted.path("id").asString()));
		save(app, List.of(after));
		return Response.ok(this.apps.json(after));
	}

	private void save(AccessApp app, List<AccessApp.Attached> policies) {
		this.policyReader.demandConsistent(policies, app.type());
		List<AccessApp.Attached> sorted = policies.stream()
			.sorted(Comparator.comparingInt(AccessApp.Attached::precedence))
			.toList();
		this.apps.put(app.withPolicies(sorted, Timestamps.seconds(this.context.now())));
	}

	private static List<AccessApp.Attached> replaced(AccessApp app, AccessApp.Attached before,
			Function<AccessApp.Attached, AccessApp.@Nullable Attached> change) {
		List<AccessApp.Attached> policies = new ArrayList<>();
		for (AccessApp.Attached policy : app.policies()) {
			AccessApp.@Nullable Attached after = policy.equals(before) ? change.apply(policy) : policy;
			if (after != null) {
				policies.add(after);
			}
		}
		return policies;
	}

	private static AccessApp.Attached own(AccessApp app, Request request, String verb) {
		AccessApp.Attached attached = existing(app, request);
		if (attached.reusable()) {
			throw ApiException.access("can not %s reusable policies through this endpoint".formatted(verb));
		}
		return attached;
	}

	private static AccessApp.Attached existing(AccessApp app, Request request) {
		JsonNode wanted = Json.object().put("id", request.variable("policy"));
		return app.policies()
			.stream()
			.filter((attached) -> attached.id().equals(Json.text(wanted, "id")))
			.findFirst()
			.orElseThrow(ApiException::accessNotFound);
	}

}
