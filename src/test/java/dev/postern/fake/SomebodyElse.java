package dev.postern.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import dev.postern.fake.account.Account;
import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Call;
import dev.postern.fake.api.Caller;
import dev.postern.fake.dns.DnsRecord;
import dev.postern.fake.dns.Zones;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.server.CallPipeline;
import dev.postern.fake.watch.InvariantWatch;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A person in the dashboard, or Terraform: changes the account under the same rules as
 * everybody, outside of journal, faults and rate limit. What it makes is foreign.
 */
public final class SomebodyElse {

	private final Supplier<Account> accounts;

	private final InvariantWatch watch;

	SomebodyElse(Supplier<Account> accounts, InvariantWatch watch) {
		this.accounts = accounts;
		this.watch = watch;
	}

	/**
	 * Any operation of the API.
	 * @param path relative to {@code /client/v4}; {@code {account}} is filled in
	 * @return the {@code result}
	 * @throws IllegalArgumentException when Cloudflare would refuse it
	 */
	public JsonNode call(String method, String path, @Nullable JsonNode body) {
		Account account = this.accounts.get();
		return account.locked(() -> this.watch.somebodyElse(account, () -> {
			Call call = new Call(method, path.replace("{account}", account.context().id()), Map.of(), Map.of(),
					(body != null) ? body.toString() : "", body);
			try {
				return CallPipeline.dispatch(account, call, Caller.somebodyElse()).body().path("result").deepCopy();
			}
			catch (ApiException ex) {
				throw new IllegalArgumentException("%s %s: %s".formatted(method, path, ex.getMessage()), ex);
			}
		}));
	}

	/** Replaces the whole configuration: the object inside {@code config}. */
	public void putConfiguration(TunnelId tunnel, JsonNode config) {
		ObjectNode body = Json.object();
		body.set("config", config);
		call("PUT", configurations(tunnel), body);
	}

	public void putConfiguration(TunnelId tunnel, String config) {
		putConfiguration(tunnel, Json.parse(config));
	}

	/**
	 * Changes the list of rules; a tunnel without a configuration starts with a
	 * catch-all.
	 */
	public void editIngress(TunnelId tunnel, UnaryOperator<List<JsonNode>> edit) {
		JsonNode before = call("GET", configurations(tunnel), null).path("config");
		ObjectNode config = (before instanceof ObjectNode object) ? object.deepCopy()
				: Json.parseObject("{\"ingress\": [{\"service\": \"http_status:404\"}]}");
		config.set("ingress", Json.array(edit.apply(new ArrayList<>(Json.list(config, "ingress")))));
		putConfiguration(tunnel, config);
	}

	/** Puts a rule in front of the catch-all. */
	public void addRule(TunnelId tunnel, String rule) {
		editIngress(tunnel, (rules) -> {
			rules.add(rules.size() - 1, Json.parse(rule));
			return rules;
		});
	}

	public void addRule(TunnelId tunnel, String hostname, String service) {
		addRule(tunnel, Json.object().put("hostname", hostname).put("service", service).toString());
	}

	public void removeRule(TunnelId tunnel, String hostname) {
		editIngress(tunnel, (rules) -> {
			rules.removeIf((rule) -> hostname.equals(Json.text(rule, "hostname")));
			return rules;
		});
	}

	public void removeTunnel(TunnelId tunnel) {
		call("DELETE", "/accounts/{account}/cfd_tunnel/" + tunnel, null);
	}

	/** Makes a DNS record in the zone that the name lies in. */
	public DnsRecordId addDnsRecord(String record) {
		JsonNode body = Json.parse(record);
		String name = Json.text(body, "name", "");
		Zones.Zone zone = this.accounts.get()
			.zones()
			.of(name)
			.orElseThrow(() -> new IllegalArgumentException("no zone for " + name));
		return DnsRecordId.of(call("POST", "/zones/%s/dns_records".formatted(zone.id()), body).path("id").asString());
	}

	/** Makes the proxied CNAME of a tunnel. */
	public DnsRecordId pointAtTunnel(String hostname, TunnelId tunnel) {
		return addDnsRecord(Json.object()
			.put("type", "CNAME")
			.put("name", hostname)
			.put("content", tunnel + ".cfargotunnel.com")
			.put("proxied", true)
			.toString());
	}

	/** Changes the fields of a record that are named. */
	public void changeDnsRecord(DnsRecordId record, String fields) {
		call("PATCH", pathOf(record), Json.parse(fields));
	}

	public void removeDnsRecord(DnsRecordId record) {
		call("DELETE", pathOf(record), null);
	}

	public AccessAppId addApp(String app) {
		return AccessAppId.of(call("POST", "/accounts/{account}/access/apps", Json.parse(app)).path("id").asString());
	}

	/** Makes an application of type {@code ssh} that lets one person in. */
	public AccessAppId addApp(String domain, String email) {
		return addApp("""
				{"name": "%1$s", "type": "ssh", "domain": "%1$s", "policies": [
				 {"name": "Allow one", "decision": "allow", "include": [{"email": {"email": "%2$s"}}]}]}"""
			.formatted(domain, email));
	}

	/** Reads the application, changes it and puts it back. */
	public void changeApp(AccessAppId app, UnaryOperator<ObjectNode> edit) {
		String path = "/accounts/{account}/access/apps/" + app;
		call("PUT", path, edit.apply((ObjectNode) call("GET", path, null)));
	}

	public void removeApp(AccessAppId app) {
		call("DELETE", "/accounts/{account}/access/apps/" + app, null);
	}

	public void addTag(String name) {
		call("POST", "/accounts/{account}/access/tags", Json.object().put("name", name));
	}

	/** Makes a reusable policy and gives its id. */
	public String addPolicy(String policy) {
		return call("POST", "/accounts/{account}/access/policies", Json.parse(policy)).path("id").asString();
	}

	/** Makes an Access group and gives its id. */
	public String addGroup(String group) {
		return call("POST", "/accounts/{account}/access/groups", Json.parse(group)).path("id").asString();
	}

	/** Makes a login method and gives its id. */
	public String addIdentityProvider(String type, String name) {
		return call("POST", "/accounts/{account}/access/identity_providers",
				Json.object().put("type", type).put("name", name))
			.path("id")
			.asString();
	}

	private static String configurations(TunnelId tunnel) {
		return "/accounts/{account}/cfd_tunnel/%s/configurations".formatted(tunnel);
	}

	private String pathOf(DnsRecordId id) {
		Account account = this.accounts.get();
		return account.locked(() -> {
			DnsRecord record = account.dns()
				.all()
				.stream()
				.filter((candidate) -> candidate.id().equals(id.value()))
				.findFirst()
				.orElseThrow(() -> new IllegalArgumentException("no DNS record " + id));
			Zones.Zone zone = account.zones().of(record.name()).orElseThrow();
			return "/zones/%s/dns_records/%s".formatted(zone.id(), id);
		});
	}

}
