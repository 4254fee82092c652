package dev.postern.fake.api;

/** The calls that Postern makes. */
public final class Calls {

	public static final CallMatcher ANY = (call) -> true;

	public static final CallMatcher ANY_WRITE = Call::isWrite;

	public static final CallMatcher ANY_READ = (call) -> !call.isWrite();

	public static final CallMatcher VERIFY_TOKEN = CallMatcher.of("GET", "**/tokens/verify");

	public static final CallMatcher LIST_ZONES = CallMatcher.of("GET", "/zones");

	public static final CallMatcher LIST_TUNNELS = CallMatcher.of("GET", "/accounts/*/cfd_tunnel");

	public static final CallMatcher GET_TUNNEL = CallMatcher.of("GET", "/accounts/*/cfd_tunnel/*");

	public static final CallMatcher CREATE_TUNNEL = CallMatcher.of("POST", "/accounts/*/cfd_tunnel");

	public static final CallMatcher PATCH_TUNNEL = CallMatcher.of("PATCH", "/accounts/*/cfd_tunnel/*");

	public static final CallMatcher DELETE_TUNNEL = CallMatcher.of("DELETE", "/accounts/*/cfd_tunnel/*");

	public static final CallMatcher GET_TUNNEL_TOKEN = CallMatcher.of("GET", "/accounts/*/cfd_tunnel/*/token");

	public static final CallMatcher DELETE_CONNECTIONS = CallMatcher.of("DELETE",
			"/accounts/*/cfd_tunnel/*/connections");

	public static final CallMatcher LIST_PRIVATE_ROUTES = CallMatcher.of("GET", "/accounts/*/teamnet/routes");

	public static final CallMatcher GET_CONNECTIONS = CallMatcher.of("GET", "/accounts/*/cfd_tunnel/*/connections");

	public static final CallMatcher GET_CONFIGURATION = CallMatcher.of("GET",
			"/accounts/*/cfd_tunnel/*/configurations");

	public static final CallMatcher PUT_CONFIGURATION = CallMatcher.of("PUT",
			"/accounts/*/cfd_tunnel/*/configurations");

	public static final CallMatcher LIST_DNS = CallMatcher.of("GET", "/zones/*/dns_records");

	public static final CallMatcher GET_DNS = CallMatcher.of("GET", "/zones/*/dns_records/*");

	public static final CallMatcher CREATE_DNS = CallMatcher.of("POST", "/zones/*/dns_records");

	public static final CallMatcher PATCH_DNS = CallMatcher.of("PATCH", "/zones/*/dns_records/*");

	public static final CallMatcher DELETE_DNS = CallMatcher.of("DELETE", "/zones/*/dns_records/*");

	public static final CallMatcher BATCH_DNS = CallMatcher.of("POST", "/zones/*/dns_records/batch");

	/** Whatever writes DNS records, one by one or in a batch. */
	public static final CallMatcher WRITE_DNS = CallMatcher.of("*", "/zones/*/dns_records**").and(ANY_WRITE);

	public static final CallMatcher LIST_APPS = CallMatcher.of("GET", "/accounts/*/access/apps");

	public static final CallMatcher GET_APP = CallMatcher.of("GET", "/accounts/*/access/apps/*");

	public static final CallMatcher CREATE_APP = CallMatcher.of("POST", "/accounts/*/access/apps");

	public static final CallMatcher PUT_APP = CallMatcher.of("PUT", "/accounts/*/access/apps/*");

	public static final CallMatcher DELETE_APP = CallMatcher.of("DELETE", "/accounts/*/access/apps/*");

	public static final CallMatcher GET_AUTHORITY = CallMatcher.of("GET", "/accounts/*/access/apps/*/ca");

	public static final CallMatcher CREATE_AUTHORITY = CallMatcher.of("POST", "/accounts/*/access/apps/*/ca");

	public static final CallMatcher DELETE_AUTHORITY = CallMatcher.of("DELETE", "/accounts/*/access/apps/*/ca");

	public static final CallMatcher LIST_TAGS = CallMatcher.of("GET", "/accounts/*/access/tags");

	public static final CallMatcher GET_TAG = CallMatcher.of("GET", "/accounts/*/access/tags/*");

	public static final CallMatcher CREATE_TAG = CallMatcher.of("POST", "/accounts/*/access/tags");

	public static final CallMatcher LIST_GROUPS = CallMatcher.of("GET", "/accounts/*/access/groups");

	public static final CallMatcher GET_GROUP = CallMatcher.of("GET", "/accounts/*/access/groups/*");

	public static final CallMatcher LIST_IDENTITY_PROVIDERS = CallMatcher.of("GET",
			"/accounts/*/access/identity_providers");

	public static final CallMatcher LIST_LOGINS = CallMatcher.of("GET", "/accounts/*/access/logs/access_requests");

	public static final CallMatcher LIST_SERVICE_TOKENS = CallMatcher.of("GET", "/accounts/*/access/service_tokens");

	public static final CallMatcher GET_SERVICE_TOKEN = CallMatcher.of("GET", "/accounts/*/access/service_tokens/*");

	public static final CallMatcher CREATE_SERVICE_TOKEN = CallMatcher.of("POST", "/accounts/*/access/service_tokens");

	public static final CallMatcher ROTATE_SERVICE_TOKEN = CallMatcher.of("POST",
			"/accounts/*/access/service_tokens/*/rotate");

	public static final CallMatcher REFRESH_SERVICE_TOKEN = CallMatcher.of("POST",
			"/accounts/*/access/service_tokens/*/refresh");

	public static final CallMatcher PUT_SERVICE_TOKEN = CallMatcher.of("PUT", "/accounts/*/access/service_tokens/*");

	public static final CallMatcher DELETE_SERVICE_TOKEN = CallMatcher.of("DELETE",
			"/accounts/*/access/service_tokens/*");

	private Calls() {
	}

}
