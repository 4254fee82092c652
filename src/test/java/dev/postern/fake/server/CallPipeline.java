package dev.postern.fake.server;

import java.util.Map;
import java.util.function.Supplier;

import dev.postern.fake.account.World;
import dev.postern.fake.api.Answer;
import dev.postern.fake.api.ApiError;
import dev.postern.fake.api.Call;
import dev.postern.fake.api.Caller;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.Routes;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.watch.InvariantWatch;
import org.jspecify.annotations.Nullable;

/** The way of a call: agent, credentials, budget, route, permission, operation. */
public final class CallPipeline {

	private final Supplier<World> worlds;

	private final InvariantWatch watch;

	public CallPipeline(Supplier<World> worlds, InvariantWatch watch) {
		this.worlds = worlds;
		this.watch = watch;
	}

	Answer answer(Call call, int position) {
		World world = this.worlds.get();
		return world.locked(() -> answer(world, call, position));
	}

	private Answer answer(World world, Call call, int position) {
		Map<String, String> headers = Map.of();
		try {
			if (call.path().equals("/ips")) {
				return addresses();
			}
			world.authentication().demandAgent(call);
			Caller caller = world.authentication().authenticate(call);
			headers = world.rateLimit().count(caller, call);
			Answer answer = dispatch(world, call, caller);
			if (call.isWrite()) {
				this.watch.afterWrite(world, position, call);
			}
			return answer.withHeaders(headers);
		}
		catch (ApiError ex) {
			return ex.answer().withHeaders(headers);
		}
		catch (RuntimeException ex) {
			this.watch.report(position,
					"the fake itself failed at %s %s: %s".formatted(call.method(), call.path(), ex));
			return ApiError.of(500, 10013, "Internal error of the fake: " + ex).answer();
		}
	}

	/** Carries out a call whose caller is known. */
	public static Answer dispatch(World world, Call call, Caller caller) {
		Routes.Match match = world.routes().find(call.method(), call.path());
		demandAccount(world, call, match.variables().get("account"));
		if (call.path().contains("/access/") && !world.context().behaviour().isAccessEnabled()) {
			throw ApiError.of(403, 9999, "access.api.error.not_enabled: Access is not enabled. Visit the Access "
					+ "dashboard at https://one.dash.cloudflare.com/ and click the 'Enable Access' button.");
		}
		RequiredPermission guard = match.route().guard();
		return guard.admits(caller) ? match.route().handler().handle(new Request(call, match.variables(), caller))
				: guard.refuse(caller);
	}

	private static void demandAccount(World world, Call call, @Nullable String account) {
		if (account == null || account.equals(world.context().account())) {
			return;
		}
		throw account.matches("[0-9a-f]{32}") ? ApiError.forbidden() : ApiError.noRoute(call.path());
	}

	private static Answer addresses() {
		return Answer.ok(Json.parse("""
				{"etag": "a8e453d9d129a3769407127936edfdb0", "ipv4_cidrs": ["173.245.48.0/20", "103.21.244.0/22"],
				 "ipv6_cidrs": ["2400:cb00::/32"]}"""));
	}

}
