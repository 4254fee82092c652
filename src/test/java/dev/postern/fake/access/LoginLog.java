package dev.postern.fake.access;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Call;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Response;
import dev.postern.fake.api.Routes;
import dev.postern.fake.kernel.AccountContext;
import dev.postern.fake.kernel.Behaviour;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The login log: pages without {@code result_info}. */
public final class LoginLog {

	private static final Map<String, String> FIELD_BY_FILTER = Map.of("allowed", "allowed", "app_type", "app_type",
			"app_uid", "app_uid", "country_code", "country", "idp", "connection", "non_identity", "non_identity",
			"ray_id", "ray_id");

	private final AccountContext context;

	private final AppStore apps;

	private final List<Entry> entries = new ArrayList<>();

	LoginLog(AccountContext context, AppStore apps) {
		this.context = context;
		this.apps = apps;
	}

	void routes(Routes routes) {
		routes.add("GET", "/accounts/{account}/access/logs/access_requests", RequiredPermission.LOGIN_LOGS, this::list);
	}

	public void add(Login login) {
		String app = this.apps.all()
			.stream()
			.filter((candidate) -> candidate.addresses().contains(login.domain()))
			.map(AccessApp::id)
			.findFirst()
			.orElseGet(() -> UUID.nameUUIDFromBytes(login.domain().getBytes(StandardCharsets.UTF_8)).toString());
		String ray = (login.rayId() != null) ? login.rayId() : this.context.ids().hex(16);
		ObjectNode json = Json.object()
			.put("user_email", login.email())
			.put("ip_address", login.ip())
			.put("app_uid", app)
			.put("app_domain", login.domain())
			.put("action", login.action())
			.put("connection", login.connection())
			.put("allowed", login.allowed())
			.put("created_at", Timestamps.seconds(login.at()))
			.put("ray_id", ray);
		if (login.country() != null) {
			json.put("country", login.country());
		}
		Instant shownFrom = Objects.requireNonNullElse(login.shownFrom(), Instant.MIN);
		this.entries.add(new Entry(Instant.parse(Timestamps.seconds(login.at())), shownFrom, json));
	}

	/** Adds an entry of any shape, in its place among the others. */
	public void add(JsonNode entry, Instant at) {
		this.entries.add(new Entry(at, Instant.MIN, entry));
	}

	private Response list(Request request) {
		Call call = request.call();
		Optional<Instant> since = time(call, "since");
		Optional<Instant> until = time(call, "until");
		Behaviour behaviour = this.context.behaviour();
		@Nullable Duration retention = behaviour.loginRetention();
		List<JsonNode> found = new ArrayList<>(this.entries.stream()
			.filter((entry) -> since.map((from) -> !entry.at().isBefore(from)).orElse(true))
			.filter((entry) -> until.map((to) -> !entry.at().isAfter(to)).orElse(true))
			.filter((entry) -> retention == null || !entry.at().isBefore(this.context.now().minus(retention)))
			.filter((entry) -> !entry.shownFrom().isAfter(this.context.now()))
			.filter((entry) -> fitsEmail(call, Json.text(entry.json(), "user_email", "")))
			.filter((entry) -> fitsFields(call, entry.json()))
			.sorted(Comparator.comparing(Entry::at))
			.map((entry) -> limited(call, spelled(entry.json(), behaviour)))
			.toList());
		if (!call.parameter("direction").orElse("desc").equals("asc")) {
			Collections.reverse(found);
		}
		int size = Math.min(number(call, "per_page").or(() -> number(call, "limit")).orElse(25),
				behaviour.loginPageCap());
		long from = Math.min((number(call, "page").orElse(1) - 1L) * size, found.size());
		return Response.ok(Json.array(found.subList((int) from, (int) Math.min(from + size, found.size()))));
	}

	private static boolean fitsEmail(Call call, String email) {
		String operator = call.parameter("email_exact").orElse("").equals("true") ? "eq"
				: call.parameter("emailOp").orElse("contains");
		return call.parameter("email").map((wanted) -> switch (operator) {
			case "eq" -> email.equals(wanted);
			case "neq" -> !email.equals(wanted);
			default -> email.contains(wanted);
		}).orElse(true);
	}

	private static boolean fitsFields(Call call, JsonNode entry) {
		return FIELD_BY_FILTER.entrySet().stream().allMatch((filter) -> {
			boolean wantedEqual = !call.parameter(filter.getKey() + "Op").orElse("eq").equals("neq");
			String value = entry.path(filter.getValue()).asString("");
			return call.parameter(filter.getKey()).map((wanted) -> value.equals(wanted) == wantedEqual).orElse(true);
		});
	}

	private static JsonNode limited(Call call, JsonNode entry) {
		return call.parameter("fields").<JsonNode>map((list) -> {
			Set<String> wanted = Set.of(list.split(","));
			return (entry instanceof ObjectNode object) ? Json.without(object,
					object.propertyNames().stream().filter((name) -> !wanted.contains(name)).toList()) : entry;
		}).orElseGet(entry::deepCopy);
	}

	private static JsonNode spelled(JsonNode entry, Behaviour behaviour) {
		if (entry instanceof ObjectNode object && object.path("allowed").isBoolean()) {
			return object.deepCopy().set("allowed", behaviour.spelledOutcome(object.path("allowed").booleanValue()));
		}
		return entry;
	}

	private static Optional<Integer> number(Call call, String parameter) {
		return call.parameter(parameter).map((text) -> {
			if (!text.matches("[1-9]\\d{0,8}")) {
				throw badParameter();
			}
			return Integer.valueOf(text);
		});
	}

	private static Optional<Instant> time(Call call, String parameter) {
		return call.parameter(parameter).map((text) -> {
			try {
				return OffsetDateTime.parse(text).toInstant();
			}
			catch (DateTimeParseException ex) {
				throw badParameter();
			}
		});
	}

	private static ApiException badParameter() {
		return ApiException.of(400, 12091, "access.api.error.invalid_url_parameter_value");
	}

	/** An entry, its place in the log, and when the log begins to show it. */
	private record Entry(Instant at, Instant shownFrom, JsonNode json) {
	}

}
