package dev.postern.fake.access;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The service tokens of the account. */
public final class ServiceTokens {

	private static final int LIMIT = 50;

	private final AccountContext context;

	private final AccessStore store;

	private final Map<String, Secrets> secrets = new HashMap<>();

	private final Supplier<Stream<ObjectNode>> policiesAndGroups;

	/**
	 * @param policiesAndGroups whatever may name a token
	 */
	ServiceTokens(AccountContext context, Supplier<Stream<ObjectNode>> policiesAndGroups) {
		this.context = context;
		this.store = new AccessStore(context);
		this.policiesAndGroups = policiesAndGroups;
	}

	void routes(Routes routes) {
		String tokens = "/accounts/{account}/access/service_tokens";
		String token = tokens + "/{token}";
		routes.add("GET", tokens, RequiredPermission.SERVICE_TOKEN_READS, this::list);
		routes.add("POST", tokens, RequiredPermission.SERVICE_TOKEN_WRITES, this::create);
		routes.add("GET", token, RequiredPermission.SERVICE_TOKEN_READS,
				(request) -> Response.ok(this.store.get(request.variable("token"))));
		routes.add("PUT", token, RequiredPermission.SERVICE_TOKEN_WRITES, this::change);
		routes.add("DELETE", token, RequiredPermission.SERVICE_TOKEN_WRITES, this::delete);
		routes.add("POST", token + "/rotate", RequiredPermission.SERVICE_TOKEN_WRITES, this::rotate);
		routes.add("POST", token + "/refresh", RequiredPermission.SERVICE_TOKEN_WRITES,
				(request) -> Response.ok(this.store.replace(request.variable("token"),
						dated(this.store.get(request.variable("token")).deepCopy()))));
	}

	public List<ObjectNode> all() {
		return this.store.all();
	}

	/** The token that a machine shows, if it may be used now and the secret is right. */
	public Optional<ObjectNode> authenticate(String clientId, String secret) {
		Instant now = this.context.now();
		return all().stream()
			.filter((token) -> clientId.equals(Json.text(token, "client_id")))
			.filter((token) -> token.path("enabled").asBoolean(true) && isAhead(Json.text(token, "expires_at"), now))
			.filter((token) -> secrets(token).accept(secret, now))
			.findFirst();
	}

	/** Notes that a machine showed the token. */
	public void markSeen(ObjectNode token) {
		this.store.get(token.path("id").asString()).put("last_seen_at", Timestamps.seconds(this.context.now()));
	}

	private Response list(Request request) {
		Call call = request.call();
		return Paging.ACCESS.cut(call,
				all().stream()
					.filter((token) -> call.parameter("name").map(Json.text(token, "name", "")::equals).orElse(true))
					.filter((token) -> Json.text(token, "name", "")
						.toLowerCase(Locale.ROOT)
						.contains(call.parameter("search").orElse("").toLowerCase(Locale.ROOT)))
					.toList());
	}

	private Response create(Request request) {
		@Nullable String name = Json.text(request.object(), "name");
		if (name == null || name.isBlank() || name.length() > 350) {
			throw ApiException.access("service token name is missing or too long");
		}
		if (this.store.size() >= LIMIT) {
			throw ApiException.access("the limit of %d service tokens is reached".formatted(LIMIT));
		}
		ObjectNode token = Json.object()
			.put("client_id", this.context.ids().hex(32) + ".access")
			.put("name", name)
			.put("duration", Json.text(request.object(), "duration", "8760h"))
			.put("enabled", request.object().path("enabled").asBoolean(true));
		ObjectNode created = this.store.create(dated(token).putNull("last_seen_at"));
		return Response.created(withNewSecret(created, null));
	}

	private Response change(Request request) {
		ObjectNode token = this.store.get(request.variable("token")).deepCopy();
		for (String field : List.of("name", "duration", "enabled")) {
			if (!Json.isAbsent(request.object().get(field))) {
				token.set(field, request.object().get(field));
			}
		}
		return Response.ok(this.store.replace(request.variable("token"), token));
	}

	private Response delete(Request request) {
		String id = request.variable("token");
		ObjectNode gone = this.store.get(id);
		if (this.policiesAndGroups.get()
			.anyMatch((one) -> RuleValidation.refersTo(one, "service_token", "token_id", id))) {
			throw ApiException.of(400, 12139, "access.api.error.service_token_in_use: cannot delete service token "
					+ "because it is used by a policy, group, or app SCIM configuration");
		}
		this.store.remove(id);
		this.secrets.remove(id);
		return Response.ok(gone);
	}

	/** Without a time the old secret ends at once. */
	private Response rotate(Request request) {
		ObjectNode token = this.store.get(request.variable("token"));
		@Nullable String until = request.call().text().isEmpty() ? null
				: Json.text(request.object(), "previous_client_secret_expires_at");
		return Response.ok(withNewSecret(token, (until != null) ? time(until) : null));
	}

	private static Instant time(String text) {
		try {
			return Instant.parse(text);
		}
		catch (DateTimeException ex) {
			throw ApiException.access("invalid previous_client_secret_expires_at");
		}
	}

	private ObjectNode dated(ObjectNode token) {
		String duration = Json.text(token, "duration", "8760h");
		if (duration.equals("forever")) {
			return token.putNull("expires_at");
		}
		if (!duration.matches("\\d{1,7}h")) {
			throw ApiException.access("invalid duration");
		}
		Duration lifetime = Duration.ofHours(Long.parseLong(duration.replace("h", "")));
		return token.put("expires_at", Timestamps.seconds(this.context.now().plus(lifetime)));
	}

	/** The secret is shown now and never again. */
	private ObjectNode withNewSecret(ObjectNode token, @Nullable Instant previousUntil) {
		String secret = this.context.ids().hex(64);
		this.secrets.put(token.path("id").asString(),
				new Secrets(secret, secrets(token).current(), (previousUntil != null) ? previousUntil : Instant.EPOCH));
		return token.deepCopy().put("client_secret", secret);
	}

	private Secrets secrets(ObjectNode token) {
		return this.secrets.getOrDefault(token.path("id").asString(), new Secrets("", "", Instant.EPOCH));
	}

	private static boolean isAhead(@Nullable String time, Instant now) {
		return time == null || Instant.parse(time).isAfter(now);
	}

	/** The secret of today and the one before it. */
	private record Secrets(String current, String previous, Instant previousUntil) {

		boolean accept(String secret, Instant now) {
			return !secret.isEmpty() && (secret.equals(this.current)
					|| (secret.equals(this.previous) && now.isBefore(this.previousUntil)));
		}

	}

}
