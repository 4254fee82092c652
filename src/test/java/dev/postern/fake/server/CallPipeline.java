package dev.postern.fake.server;

import java.util.Map;
import java.util.function.Supplier;

import dev.postern.fake.account.Account;
import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Call;
import dev.postern.fake.api.Caller;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Response;
import dev.postern.fake.api.Routes;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.watch.InvariantWatch;
import org.jspecify.annotations.Nullable;

/** The way of a call: agent, credentials, budget, route, permission, operation. */
public final class CallPipeline {

	private final Supplier<Account> accounts;

	private final InvariantWatch watch;

	public CallPipeline(Supplier<Account> accounts, InvariantWatch watch) {
		this.accounts = accounts;
		this.watch = watch;
	}

	Response answer(Call call, int position) {
		Account account = this.accounts.get();
		return account.locked(() -> answer(account, call, position));
	}

	private Response answer(Account account, Call call, int position) {
		Map<String, String> headers = Map.of();
		try {
			if (call.path().equals("/ips")) {
				return addresses();
			}
			account.authentication().demandAgent(call);
			Caller caller = account.authentication().authenticate(call);
			headers = account.rateLimit().count(caller, call);
			Response response = dispatch(account, call, caller);
			if (call.isWrite()) {
				this.watch.afterWrite(account, position, call);
			}
			return response.withHeaders(headers);
		}
		catch (ApiException ex) {
			return ex.response().withHeaders(headers);
		}
		catch (RuntimeException ex) {
			this.watch.report(position,
					"the fake itself failed at %s %s: %s".formatted(call.method(), call.path(), ex));
			return ApiException.of(500, 10013, "Internal error of the fake: " + ex).response();
		}
	}

	/** Carries out a call whose caller is known. */
	public static Response dispatch(Account account, Call call, Caller caller) {
		Routes.Match match = account.routes().find(call.method(), call.path());
		demandAccount(account, call, match.variables().get("account"));
		if (call.path().contains("/access/") && !account.context().behaviour().isAccessEnabled()) {
			throw ApiException.of(403, 9999, "access.api.error.not_enabled: Access is not enabled. Visit the Access "
					+ "dashboard at https://one.dash.cloudflare.com/ and click the 'Enable Access' button.");
		}
		RequiredPermission required = match.route().required();
		return required.admits(caller) ? match.route().handler().handle(new Request(call, match.variables(), caller))
				: required.refuse(caller);
	}

	private static void demandAccount(Account account, Call call, @Nullable String asked) {
		if (asked == null || asked.equals(account.context().id())) {
			return;
		}
		throw asked.matches("[0-9a-f]{32}") ? ApiException.forbidden() : ApiException.noRoute(call.path());
	}

	private static Response addresses() {
		return Response.ok(Json.parse("""
				{"etag": "a8e453d9d129a3769407127936edfdb0", "ipv4_cidrs": ["173.245.48.0/20", "103.21.244.0/22"],
				 "ipv6_cidrs": ["2400:cb00::/32"]}"""));
	}

}
