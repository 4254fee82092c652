package dev.postern.fake;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The service tokens of the account, api.md §10. */
final class ServiceTokens {

	private static final int LIMIT = 50;

	private final World world;

	private final AccessStore store;

	ServiceTokens(World world) {
		this.world = world;
		this.store = new AccessStore(world);
	}

	void routes(Routes routes) {
		String tokens = "/accounts/{account}/access/service_tokens";
		String token = tokens + "/{token}";
		routes.add("GET", tokens, Guard.SERVICE_TOKEN_READS, (request) -> Paging.ACCESS.cut(request.call(), all()));
		routes.add("POST", tokens, Guard.SERVICE_TOKEN_WRITES, this::create);
		routes.add("GET", token, Guard.SERVICE_TOKEN_READS,
				(request) -> Answer.ok(this.store.get(request.variable("token"))));
		routes.add("PUT", token, Guard.SERVICE_TOKEN_WRITES, this::change);
		routes.add("DELETE", token, Guard.SERVICE_TOKEN_WRITES, (request) -> {
			ObjectNode gone = this.store.get(request.variable("token"));
			this.store.remove(request.variable("token"));
			return Answer.ok(gone);
		});
		routes.add("POST", token + "/rotate", Guard.SERVICE_TOKEN_WRITES,
				(request) -> Answer.ok(withSecret(this.store.get(request.variable("token")))));
		routes.add("POST", token + "/refresh", Guard.SERVICE_TOKEN_WRITES, (request) -> Answer.ok(this.store
			.replace(request.variable("token"), dated(this.store.get(request.variable("token")).deepCopy()))));
	}

	List<ObjectNode> all() {
		return this.store.all();
	}

	private Answer create(Request request) {
		@Nullable String name = Json.text(request.object(), "name");
		if (name == null || name.isBlank() || name.length() > 350) {
			throw ApiError.access("service token name is missing or too long");
		}
		if (this.store.size() >= LIMIT) {
			throw ApiError.access("the limit of %d service tokens is reached".formatted(LIMIT));
		}
		ObjectNode token = Json.object()
			.put("client_id", this.world.ids().hex(32) + ".access")
			.put("name", name)
			.put("duration", Json.text(request.object(), "duration", "8760h"))
			.put("enabled", request.object().path("enabled").asBoolean(true));
		return Answer.created(withSecret(this.store.create(dated(token).putNull("last_seen_at"))));
	}

	private Answer change(Request request) {
		ObjectNode token = this.store.get(request.variable("token")).deepCopy();
		for (String field : List.of("name", "duration", "enabled")) {
			if (!Json.isAbsent(request.object().get(field))) {
				token.set(field, request.object().get(field));
			}
		}
		return Answer.ok(this.store.replace(request.variable("token"), token));
	}

	private ObjectNode dated(ObjectNode token) {
		String duration = Json.text(token, "duration", "8760h");
		if (duration.equals("forever")) {
			return token.putNull("expires_at");
		}
		if (!duration.matches("\\d{1,7}h")) {
			throw ApiError.access("invalid duration");
		}
		Duration lifetime = Duration.ofHours(Long.parseLong(duration.replace("h", "")));
		return token.put("expires_at", Times.seconds(this.world.now().plus(lifetime)));
	}

	/** The secret is shown now and never again. */
	private ObjectNode withSecret(ObjectNode token) {
		return token.deepCopy().put("client_secret", this.world.ids().hex(64));
	}

}
