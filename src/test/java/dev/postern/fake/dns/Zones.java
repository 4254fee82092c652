package dev.postern.fake.dns;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Call;
import dev.postern.fake.api.Paging;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Response;
import dev.postern.fake.api.Routes;
import dev.postern.fake.kernel.AccountContext;
import dev.postern.fake.kernel.DomainNames;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The zones of the account. */
public final class Zones {

	private final AccountContext context;

	private final Map<String, Zone> zones = new LinkedHashMap<>();

	public Zones(AccountContext context) {
		this.context = context;
	}

	public void routes(Routes routes) {
		routes.add("GET", "/zones", RequiredPermission.ZONE_LIST, this::list);
		routes.add("GET", "/zones/{zone}", RequiredPermission.ZONE, (request) -> {
			String id = request.variable("zone");
			if (!this.zones.containsKey(id) || !request.caller().maySee(id)) {
				throw ApiException.unauthorizedResource();
			}
			return Response.ok(json(this.zones.get(id)));
		});
	}

	public Zone add(String name, String status) {
		Zone zone = new Zone(this.context.ids().hex(32), DomainNames.onTheWire(name), status, false, "full",
				Timestamps.micros(this.context.now()));
		this.zones.put(zone.id(), zone);
		return zone;
	}

	public void setStatus(String id, String status) {
		this.zones.computeIfPresent(id,
				(key, zone) -> new Zone(key, zone.name(), status, zone.paused(), zone.type(), zone.createdOn()));
	}

	/** Has Cloudflare answer for the zone only, and pass nothing through itself. */
	public void pause(String id) {
		this.zones.computeIfPresent(id,
				(key, zone) -> new Zone(key, zone.name(), zone.status(), true, zone.type(), zone.createdOn()));
	}

	public void setType(String id, String type) {
		this.zones.computeIfPresent(id,
				(key, zone) -> new Zone(key, zone.name(), zone.status(), zone.paused(), type, zone.createdOn()));
	}

	/** The domain leaves the account. */
	public void remove(String id) {
		this.zones.remove(id);
	}

	@Nullable Zone get(String id) {
		return this.zones.get(id);
	}

	public List<Zone> all() {
		return List.copyOf(this.zones.values());
	}

	/** The zone with the longest name that ends the hostname. */
	public Optional<Zone> of(String hostname) {
		return this.zones.values()
			.stream()
			.filter((zone) -> zone.contains(DomainNames.onTheWire(hostname)))
			.max(Comparator.comparingInt((zone) -> zone.name().length()));
	}

	private Response list(Request request) {
		Call call = request.call();
		List<Filter> filters = Stream
			.of(filter(call, "name", this::byName), filter(call, "status", (zone, text) -> zone.status().equals(text)),
					filter(call, "account.id", (zone, text) -> this.context.id().equals(text)),
					filter(call, "account.name", (zone, text) -> "Example Ltd".equals(text)))
			.flatMap(Optional::stream)
			.toList();
		boolean any = call.parameter("match").orElse("all").equals("any") && !filters.isEmpty();
		Comparator<Zone> order = Comparator
			.comparing(call.parameter("order").orElse("name").equals("status") ? Zone::status : Zone::name);
		return Paging.ZONES.cut(call,
				this.zones.values()
					.stream()
					.filter((zone) -> request.caller().maySee(zone.id()))
					.filter((zone) -> any ? filters.stream().anyMatch((filter) -> filter.accepts(zone))
							: filters.stream().allMatch((filter) -> filter.accepts(zone)))
					.sorted(call.parameter("direction").orElse("asc").equals("desc") ? order.reversed() : order)
					.map(this::json)
					.toList());
	}

	private boolean byName(Zone zone, String text) {
		String name = zone.name();
		String[] parts = text.toLowerCase(Locale.ROOT).split(":", 2);
		return (parts.length == 1) ? name.equals(parts[0]) : switch (parts[0]) {
			case "equal" -> name.equals(parts[1]);
			case "not_equal" -> !name.equals(parts[1]);
			case "contains" -> name.contains(parts[1]);
			case "starts_with" -> name.startsWith(parts[1]);
			case "ends_with" -> name.endsWith(parts[1]);
			default -> false;
		};
	}

	private static Optional<Filter> filter(Call call, String parameter, Test test) {
		return call.parameter(parameter).map((text) -> (zone) -> test.accepts(zone, text));
	}

	private ObjectNode json(Zone zone) {
		boolean active = zone.status().equals("active");
		ObjectNode json = Json.object()
			.put("id", zone.id())
			.put("name", this.context.behaviour().spelt(zone.name()))
			.put("status", zone.status())
			.put("paused", zone.paused())
			.put("type", zone.type())
			.put("development_mode", 0);
		json.set("name_servers", Json.strings(List.of("bob.ns.cloudflare.com", "lola.ns.cloudflare.com")));
		json.putNull("original_name_servers")
			.putNull("original_registrar")
			.putNull("original_dnshost")
			.put("created_on", zone.createdOn())
			.put("modified_on", zone.createdOn())
			.put("activated_on", active ? zone.createdOn() : null);
		json.set("meta", Json.parse("""
				{"step": 4, "custom_certificate_quota": 0, "page_rule_quota": 3, "phishing_detected": false}"""));
		json.set("owner", Json.object().putNull("id").put("type", "user").putNull("email"));
		json.set("account", Json.object().put("id", this.context.id()).put("name", "Example Ltd"));
		json.set("permissions", Json.strings(List.of("#dns_records:edit", "#dns_records:read", "#zone:read")));
		json.set("plan", Json.parse("""
				{"id": "0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee", "name": "Free Website", "price": 0, "currency": "USD",
				 "frequency": "", "is_subscribed": false, "can_subscribe": false, "legacy_id": "free",
				 "legacy_discount": false, "externally_managed": false}"""));
		return json;
	}

	/** A zone; its records are in {@link DnsRecords}. */
	public record Zone(String id, String name, String status, boolean paused, String type, String createdOn) {

		boolean contains(String hostname) {
			return hostname.equals(this.name) || hostname.endsWith("." + this.name);
		}

		public boolean isActive() {
			return this.status.equals("active");
		}

	}

	/** Whether a zone is in the answer. */
	private interface Filter {

		boolean accepts(Zone zone);

	}

	/** Compares a zone with the text of a parameter. */
	private interface Test {

		boolean accepts(Zone zone, String text);

	}

}
