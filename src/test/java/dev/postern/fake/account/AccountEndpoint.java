package dev.postern.fake.account;

import java.util.List;

import dev.postern.fake.api.Paging;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Response;
import dev.postern.fake.api.Routes;
import dev.postern.fake.kernel.Json;
import tools.jackson.databind.node.ObjectNode;

/** The account itself. */
final class AccountEndpoint {

	private final String account;

	AccountEndpoint(String account) {
		this.account = account;
	}

	void routes(Routes routes) {
		routes.add("GET", "/accounts", RequiredPermission.ACCOUNT_LIST,
				(request) -> Paging.ZONES.cut(request.call(), List.of(json())));
		routes.add("GET", "/accounts/{account}", RequiredPermission.ACCOUNT, (request) -> Response.ok(json()));
	}

	private ObjectNode json() {
		ObjectNode json = Json.object().put("id", this.account).put("name", "Example Ltd").put("type", "standard");
		json.set("settings", Json.object().put("enforce_twofactor", true));
		return json.put("created_on", "2024-02-03T10:00:00Z");
	}

}
