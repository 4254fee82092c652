package dev.postern.fake.access;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Call;
import dev.postern.fake.api.Paging;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Response;
import dev.postern.fake.api.Routes;
import dev.postern.fake.kernel.AccountContext;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.kernel.Timestamps;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Access applications of the account. */
final class AccessApps {

	private static final int LIMIT = 500;

	private final AccountContext context;

	private final AppStore apps;

	private final LoginSessions sessions;

	private final AppValidation validation;

	private final AppPolicyReader policyReader;

	AccessApps(AccountContext context, AppStore apps, LoginSessions sessions, AppValidation validation,
			AppPolicyReader policyReader) {
		this.context = context;
		this.apps = apps;
		this.sessions = sessions;
		this.validation = validation;
		this.policyReader = policyReader;
	}

	void routes(Routes routes) {
		String app = "/accounts/{account}/access/apps/{app}";
		routes.add("GET", "/accounts/{account}/access/apps", RequiredPermission.APP_LIST, this::list);
		routes.add("POST", "/accounts/{account}/access/apps", RequiredPermission.APP_WRITES, this::create);
		routes.add("GET", app, RequiredPermission.APP_READS,
				(request) -> Response.ok(this.apps.json(this.apps.existing(request))));
		routes.add("PUT", app, RequiredPermission.APP_WRITES, this::replace);
		routes.add("DELETE", app, RequiredPermission.APP_WRITES, (request) -> {
			this.apps.remove(this.apps.existing(request));
			return Response.id(202, request.variable("app"));
		});
		routes.add("POST", app + "/revoke_tokens", RequiredPermission.APP_REVOKES, (request) -> {
			this.sessions.endAllOf(this.apps.existing(request));
			ObjectNode body = Json.object();
			body.set("result", Json.object());
			return Response.raw(202, body.put("success", true));
		});
		routes.add("PUT", app + "/settings", RequiredPermission.APP_WRITES, this::settings);
		routes.add("PATCH", app + "/settings", RequiredPermission.APP_WRITES, this::settings);
	}

	private Response list(Request request) {
		Call call = request.call();
		boolean exact = call.parameter("exact").orElse("").equals("true");
		return Paging.ACCESS.cut(call,
				this.apps.all()
					.stream()
					.filter((app) -> fits(call, "name", Json.text(app.fields(), "name", ""), exact))
					.filter((app) -> fits(call, "domain", app.domain(), exact))
					.filter((app) -> fits(call, "aud", app.aud(), true))
					.filter((app) -> fits(call, "search", app.fields().toString(), false))
					.map(this.apps::json)
					.toList());
	}

	private static boolean fits(Call call, String parameter, String value, boolean exact) {
		String lower = value.toLowerCase(Locale.ROOT);
		return call.parameter(parameter)
			.map((text) -> text.toLowerCase(Locale.ROOT))
			.map((text) -> exact ? lower.equals(text) : lower.contains(text))
			.orElse(true);
	}

	private Response create(Request request) {
		ObjectNode fields = this.validation.checked(request.object(), null);
		if (this.apps.size() >= LIMIT) {
			throw ApiException.access("the limit of %d applications is reached".formatted(LIMIT));
		}
		String now = Timestamps.seconds(this.context.now());
		List<AccessApp.Attached> attached = this.policyReader.read(Json.list(request.object(), "policies"),
				Json.text(fields, "type", ""), List.of());
		AccessApp app = new AccessApp(this.context.ids().uuid().toString(), this.context.ids().hex(64), fields,
				attached, now, now);
		this.apps.put(app);
		return Response.created(this.apps.json(app));
	}

	private Response replace(Request request) {
		AccessApp before = this.apps.existing(request);
		ObjectNode fields = this.validation.checked(request.object(), before.id());
		String type = Json.text(fields, "type", "");
		if (!type.equals(before.type()) && !this.context.behaviour().isTypeChangeByPut()) {
			throw ApiException.access("app type can not be changed");
		}
		List<AccessApp.Attached> attached = before.policies();
		JsonNode given = request.object().path("policies");
		if (given.isArray()) {
			attached = this.policyReader.read(given, type, before.policies());
		}
		AccessApp after = new AccessApp(before.id(), before.aud(), fields, attached, before.createdAt(),
				Timestamps.seconds(this.context.now()));
		this.apps.put(after);
		return Response.ok(this.apps.json(after));
	}

	private Response settings(Request request) {
		AccessApp before = this.apps.existing(request);
		ObjectNode fields = before.fields().deepCopy();
		for (String field : Set.of("allow_iframe", "skip_interstitial")) {
			if (request.object().path(field).isBoolean()) {
				fields.set(field, request.object().path(field));
			}
		}
		AccessApp after = new AccessApp(before.id(), before.aud(), fields, before.policies(), before.createdAt(),
				Timestamps.seconds(this.context.now()));
		this.apps.put(after);
		return Response.ok(this.apps.json(after));
	}

}
