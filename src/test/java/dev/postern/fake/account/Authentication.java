package dev.postern.fake.account;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Call;
import dev.postern.fake.api.Caller;
import dev.postern.fake.api.Permission;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Response;
import dev.postern.fake.api.Routes;
import dev.postern.fake.kernel.IdGenerator;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The credentials of the account and who stands behind them. */
public final class Authentication {

	private static final Pattern TOKEN_SHAPE = Pattern.compile("[A-Za-z0-9_-]{40,120}");

	private static final Pattern KEY_SHAPE = Pattern.compile("[0-9a-f]{37,45}|cfk_[A-Za-z0-9_-]{20,}");

	private static final Pattern DEFAULT_AGENT = Pattern
		.compile("(Java-http-client|Java|Python-urllib|node|undici|Go-http-client)(/.*)?");

	private final IdGenerator ids;

	private final Map<String, Known> tokens = new LinkedHashMap<>();

	private final Map<String, String> keysByEmail = new LinkedHashMap<>();

	Authentication(IdGenerator ids) {
		this.ids = ids;
	}

	void routes(Routes routes) {
		routes.add("GET", "/user/tokens/verify", RequiredPermission.NONE, (request) -> verify(request, false));
		routes.add("GET", "/accounts/{account}/tokens/verify", RequiredPermission.NONE,
				(request) -> verify(request, true));
	}

	public String add(ApiToken token) {
		String value = (token.accountOwned() ? "cfat_" : "cfut_") + this.ids.hex(48);
		this.tokens.put(value, new Known(this.ids.hex(32), token));
		return value;
	}

	public void put(String value, ApiToken token) {
		this.tokens.put(value, new Known(this.ids.hex(32), token));
	}

	public void revoke(String value) {
		this.tokens.remove(value);
	}

	public String addKey(String email) {
		String key = this.ids.hex(38);
		this.keysByEmail.put(email.toLowerCase(Locale.ROOT), key);
		return key;
	}

	void putKey(String email, String key) {
		this.keysByEmail.put(email.toLowerCase(Locale.ROOT), key);
	}

	public void demandAgent(Call call) {
		String agent = call.header("user-agent").orElse("").strip();
		if (agent.isEmpty() || DEFAULT_AGENT.matcher(agent).matches()) {
			throw ApiException.forbidden();
		}
	}

	/** The caller, or the refusal that its headers deserve. */
	public Caller authenticate(Call call) {
		Optional<String> authorization = call.header("authorization");
		Optional<String> email = call.header("x-auth-email");
		Optional<String> key = call.header("x-auth-key");
		if (authorization.isPresent() && (email.isPresent() || key.isPresent())) {
			throw ApiException.chained(400, 6003, "Invalid request headers", 6111,
					"Authorization and X-Auth-Key headers can not be used together");
		}
		if (authorization.isPresent()) {
			return byToken(authorization.get(), call.path().endsWith("/tokens/verify"));
		}
		if (email.isEmpty() || key.isEmpty()) {
			throw ApiException.of(400, 1001, "Missing X-Auth-Key, X-Auth-Email or Authorization headers");
		}
		return byKey(email.get(), key.get());
	}

	private Caller byToken(String authorization, boolean verifying) {
		String value = authorization.startsWith("Bearer ") ? authorization.substring("Bearer ".length()) : "";
		@Nullable Known known = this.tokens.get(value);
		if (known == null && !TOKEN_SHAPE.matcher(value).matches()) {
			throw ApiException.chained(400, 6003, "Invalid request headers", 6111,
					"Invalid format for Authorization header");
		}
		if (known == null) {
			throw verifying ? invalidToken() : ApiException.of(403, 9109, "Invalid access token");
		}
		ApiToken token = known.token();
		if (token.refusedFrom() != null) {
			throw ApiException.of(403, 9109, "Cannot use the access token from location: " + token.refusedFrom());
		}
		if (!token.status().equals("active") && !verifying) {
			throw ApiException.of(403, 9109, "Invalid access token");
		}
		return new Caller(token.accountOwned() ? Caller.Kind.ACCOUNT_TOKEN : Caller.Kind.USER_TOKEN, known.id(),
				token.permissions(), (token.zones() == null) ? null
						: token.zones().stream().map(Object::toString).collect(Collectors.toUnmodifiableSet()));
	}

	private Caller byKey(String email, String key) {
		if (key.equals(this.keysByEmail.get(email.toLowerCase(Locale.ROOT)))) {
			return new Caller(Caller.Kind.KEY, email, EnumSet.allOf(Permission.class), null);
		}
		if (!email.contains("@")) {
			throw ApiException.chained(400, 6003, "Invalid request headers", 6102,
					"Invalid format for X-Auth-Email header");
		}
		if (!KEY_SHAPE.matcher(key).matches()) {
			throw ApiException.chained(400, 6003, "Invalid request headers", 6103,
					"Invalid format for X-Auth-Key header");
		}
		throw ApiException.of(401, 1001, "Unknown X-Auth-Key or X-Auth-Email");
	}

	private Response verify(Request request, boolean accountForm) {
		Caller.Kind expected = accountForm ? Caller.Kind.ACCOUNT_TOKEN : Caller.Kind.USER_TOKEN;
		if (request.caller().kind() != expected) {
			throw invalidToken();
		}
		Known known = this.tokens.values()
			.stream()
			.filter((candidate) -> candidate.id().equals(request.caller().id()))
			.findFirst()
			.orElseThrow(Authentication::invalidToken);
		ObjectNode result = Json.object().put("id", known.id()).put("status", known.token().status());
		if (known.token().expiresOn() != null) {
			result.put("expires_on", Timestamps.seconds(known.token().expiresOn()));
		}
		ObjectNode envelope = Response.envelope(true, result);
		envelope.set("messages",
				Json.array()
					.add(Json.object()
						.put("code", 10000)
						.put("message", "This API Token is valid and active")
						.putNull("type")));
		return Response.raw(200, envelope);
	}

	private static ApiException invalidToken() {
		return ApiException.of(401, 1000, "Invalid API Token");
	}

	private record Known(String id, ApiToken token) {
	}

}
