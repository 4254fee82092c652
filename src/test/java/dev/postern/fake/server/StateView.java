package dev.postern.fake.server;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.postern.fake.access.AccessApp;
import dev.postern.fake.account.Account;
import dev.postern.fake.dns.DnsRecord;
import dev.postern.fake.edge.ConnectionResult;
import dev.postern.fake.edge.Edge;
import dev.postern.fake.edge.Exposure;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.kernel.Timestamps;
import dev.postern.fake.tunnels.Tunnel;
import dev.postern.fake.watch.InvariantWatch;
import dev.postern.fake.watch.Journal;
import dev.postern.fake.watch.JournalEntry;
import dev.postern.fake.watch.Violation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All that the account holds as one JSON object, for the page and for scripts. */
public final class StateView {

	private static final int SHOWN = 100;

	private final Supplier<Account> accounts;

	private final Journal journal;

	private final InvariantWatch watch;

	public StateView(Supplier<Account> accounts, Journal journal, InvariantWatch watch) {
		this.accounts = accounts;
		this.journal = journal;
		this.watch = watch;
	}

	ObjectNode json() {
		Account account = this.accounts.get();
		ObjectNode json = account.locked(() -> account(account));
		List<JournalEntry> entries = this.journal.all();
		json.set("requests",
				Json.array(entries.subList(Math.max(0, entries.size() - SHOWN), entries.size())
					.reversed()
					.stream()
					.map(StateView::request)
					.toList()));
		json.set("violations", Json.strings(this.watch.violations().stream().map(Violation::toString).toList()));
		return json;
	}

	/** What somebody with this address meets who connects to the hostname. */
	ConnectionResult connectionResult(String hostname, String email) {
		Account account = this.accounts.get();
		return account.locked(() -> new Edge(account).connectionResult(hostname, email));
	}

	private static ObjectNode account(Account account) {
		Edge edge = new Edge(account);
		ObjectNode json = Json.object()
			.put("account", account.context().id())
			.put("now", Timestamps.seconds(account.context().now()));
		json.set("zones",
				Json.array(account.zones()
					.all()
					.stream()
					.map((zone) -> Json.object().put("name", zone.name()).put("status", zone.status()))
					.toList()));
		json.set("tunnels",
				Json.array(account.tunnels().all().stream().map((tunnel) -> tunnel(tunnel, edge)).toList()));
		json.set("dns", Json.array(account.dns().all().stream().map(DnsRecord::json).toList()));
		json.set("apps", Json.array(account.access().apps().all().stream().map((app) -> app(account, app)).toList()));
		json.set("policies", Json.array(account.access().policies().all().stream().map(StateView::inWords).toList()));
		json.set("groups", Json
			.array(account.access().groups().all().stream().map((group) -> inWords(group.deepCopy())).toList()));
		json.set("serviceTokens", Json.array(account.access().serviceTokens().all()));
		json.set("tags", Json.strings(account.access().tags().names()));
		return json;
	}

	private static ObjectNode tunnel(Tunnel tunnel, Edge edge) {
		ObjectNode json = tunnel.json().put("version", tunnel.current().number());
		ArrayNode rules = Json.array();
		for (JsonNode rule : Json.list(tunnel.current().config(), "ingress")) {
			String hostname = Json.text(rule, "hostname", "");
			Exposure exposure = edge.exposure(hostname);
			rules.add(Json.object()
				.put("hostname", hostname.isEmpty() ? "everything else" : hostname)
				.put("service", Json.text(rule, "service", ""))
				.put("state", state(hostname, exposure))
				.put("json", Json.pretty(rule)));
		}
		json.set("rules", rules);
		JsonNode config = (tunnel.current().config() != null) ? tunnel.current().config() : json.nullNode();
		return json.put("configuration", Json.pretty(config));
	}

	private static String state(String hostname, Exposure exposure) {
		if (hostname.isEmpty() || hostname.startsWith("*")) {
			return "";
		}
		if (!exposure.isRouted()) {
			return "not in DNS";
		}
		return exposure.isOpen() ? "open to everybody" : exposure.guarded() ? "protected" : "shut, no allow policy";
	}

	private static ObjectNode app(Account account, AccessApp app) {
		ObjectNode json = account.access().apps().json(app);
		json.path("policies").forEach((policy) -> inWords((ObjectNode) policy));
		return json.put("json", Json.pretty(account.access().apps().json(app)));
	}

	private static ObjectNode inWords(ObjectNode policy) {
		for (String list : List.of("include", "require", "exclude")) {
			policy.put(list + "_words",
					Json.list(policy, list).stream().map(StateView::inWords).collect(Collectors.joining(", ")));
		}
		return policy;
	}

	private static String inWords(JsonNode rule) {
		return rule.properties()
			.stream()
			.map((selector) -> selector.getKey() + selector.getValue()
				.properties()
				.stream()
				.map((value) -> " " + value.getValue().asString(value.getValue().toString()))
				.collect(Collectors.joining()))
			.collect(Collectors.joining());
	}

	private static ObjectNode request(JournalEntry entry) {
		String query = entry.call()
			.query()
			.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "=" + String.join(",", parameter.getValue()))
			.collect(Collectors.joining("&"));
		JsonNode body = entry.body();
		return Json.object()
			.put("position", entry.position())
			.put("at", Timestamps.seconds(entry.at()))
			.put("method", entry.method())
			.put("path", entry.path())
			.put("query", query)
			.put("status", entry.status())
			.put("committed", entry.committed())
			.put("took", entry.took().toMillis())
			.put("agent", entry.userAgent())
			.put("faults", String.join(", ", entry.faults()))
			.put("body", (body != null) ? Json.pretty(body) : "");
	}

	Map<String, Object> map() {
		return Json.map(json());
	}

}
