package dev.postern.fake.dns;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Paging;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Response;
import dev.postern.fake.api.Routes;
import dev.postern.fake.dns.Zones;
import dev.postern.fake.kernel.AccountContext;
import dev.postern.fake.kernel.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The DNS records of the zones. */
public final class DnsRecords {

	private final AccountContext context;

	private final Zones zones;

	private final DnsValidation validation;

	private final Map<String, Map<String, DnsRecord>> recordsByZone = new HashMap<>();

	public DnsRecords(AccountContext context, Zones zones) {
		this.context = context;
		this.zones = zones;
		this.validation = new DnsValidation(context);
	}

	public void routes(Routes routes) {
		String records = "/zones/{zone}/dns_records";
		routes.add("GET", records, RequiredPermission.DNS_READS, this::list);
		routes.add("POST", records, RequiredPermission.DNS_WRITES, (request) -> {
			Map<String, DnsRecord> inZone = of(zone(request));
			return Response.ok(shown(create(inZone, body(request), zone(request))));
		});
		routes.add("POST", records + "/batch", RequiredPermission.DNS_WRITES, this::batch);
		routes.add("GET", records + "/{record}", RequiredPermission.DNS_READS,
				(request) -> Response.ok(shown(existing(of(zone(request)), request.variable("record")))));
		routes.add("PATCH", records + "/{record}", RequiredPermission.DNS_WRITES,
				(request) -> Response.ok(shown(change(request, true))));
		routes.add("PUT", records + "/{record}", RequiredPermission.DNS_WRITES,
				(request) -> Response.ok(shown(change(request, false))));
		routes.add("DELETE", records + "/{record}", RequiredPermission.DNS_WRITES,
				(request) -> Response.id(200, delete(of(zone(request)), request.variable("record")).id()));
	}

	public List<DnsRecord> all() {
		return this.recordsByZone.values().stream().flatMap((records) -> records.values().stream()).toList();
	}

	/** Puts a record there that Email Routing keeps for itself. */
	public DnsRecord addManagedByEmailRouting(Zones.Zone zone, String name, String target) {
		ObjectNode fields = Json.object().put("type", "MX").put("name", name).put("content", target);
		DnsRecord plain = this.validation.record(fields, zone, null);
		DnsRecord managed = new DnsRecord(plain.id(), plain.type(), plain.name(), plain.content(), false, 1, null,
				plain.settings(), plain.createdOn(), plain.modifiedOn(), null, true);
		of(zone).put(managed.id(), managed);
		return managed;
	}

	/**
	 * Brings the records of a zone that left the account into the one that it came back
	 * as, as an import does: without comments.
	 */
	public void reimport(Zones.Zone former, Zones.Zone zone) {
		for (DnsRecord record : of(former).values()) {
			create(of(zone), Json.without(record.json(), Set.of("id", "meta", "comment", "created_on", "modified_on")),
					zone);
		}
		this.recordsByZone.remove(former.id());
	}

	private Response list(Request request) {
		List<DnsRecord> records = List.copyOf(of(zone(request)).values());
		return Paging.DNS_RECORDS.cut(request.call(),
				DnsFilters.select(request.call(), records).stream().map(this::shown).toList());
	}

	private ObjectNode shown(DnsRecord record) {
		return record.json().put("name", this.context.behaviour().spelt(record.name()));
	}

	private Response batch(Request request) {
		Zones.Zone zone = zone(request);
		ObjectNode body = body(request);
		Map<String, DnsRecord> copy = new LinkedHashMap<>(of(zone));
		int changes = 0;
		for (String list : List.of("deletes", "patches", "puts", "posts")) {
			changes += Json.list(body, list).size();
		}
		if (changes > this.context.behaviour().dnsBatchLimit()) {
			throw ApiException.of(400, 9207, "Request body is invalid. A batch can hold at most %d changes."
				.formatted(this.context.behaviour().dnsBatchLimit()));
		}
		ObjectNode done = Json.object();
		done.set("deletes", each(body, "deletes", (item) -> delete(copy, Json.text(item, "id", ""))));
		done.set("patches", each(body, "patches", (item) -> change(copy, item, zone, true)));
		done.set("puts", each(body, "puts", (item) -> change(copy, item, zone, false)));
		done.set("posts", each(body, "posts", (item) -> create(copy, item, zone)));
		this.recordsByZone.put(zone.id(), copy);
		return Response.ok(done);
	}

	private JsonNode each(ObjectNode body, String list, BatchStep step) {
		if (!body.path(list).isArray()) {
			return body.nullNode();
		}
		ArrayNode done = Json.array();
		for (JsonNode item : body.path(list)) {
			if (!(item instanceof ObjectNode object)) {
				throw ApiException.of(400, 9207, "Request body is invalid.");
			}
			done.add(shown(step.apply(object)));
		}
		return done;
	}

	private DnsRecord create(Map<String, DnsRecord> records, ObjectNode fields, Zones.Zone zone) {
		DnsRecord record = this.validation.record(fields, zone, null);
		this.validation.demandNoConflict(record, records.values());
		records.put(record.id(), record);
		return record;
	}

	private DnsRecord change(Request request, boolean merge) {
		ObjectNode fields = body(request).put("id", request.variable("record"));
		return change(of(zone(request)), fields, zone(request), merge);
	}

	private DnsRecord change(Map<String, DnsRecord> records, ObjectNode fields, Zones.Zone zone, boolean merge) {
		DnsRecord before = existing(records, Json.text(fields, "id", ""));
		demandUnmanaged(before);
		ObjectNode wanted = Json.object();
		if (merge) {
			wanted = Json.without(before.json(), Set.of("id", "meta", "proxiable", "created_on", "modified_on"));
		}
		wanted.setAll(Json.without(fields, Set.of("id")));
		DnsRecord after = this.validation.record(wanted, zone, before);
		this.validation.demandNoConflict(after, records.values());
		records.put(after.id(), after);
		return after;
	}

	private static DnsRecord delete(Map<String, DnsRecord> records, String id) {
		DnsRecord record = existing(records, id);
		demandUnmanaged(record);
		records.remove(id);
		return record;
	}

	private static DnsRecord existing(Map<String, DnsRecord> records, String id) {
		@Nullable DnsRecord record = records.get(id);
		if (record == null) {
			throw ApiException.of(404, 81044, "Record does not exist.");
		}
		return record;
	}

	private static void demandUnmanaged(DnsRecord record) {
		if (record.managedByEmailRouting()) {
			throw ApiException.of(400, 890190, "This record is managed by Email Routing.");
		}
	}

	private Map<String, DnsRecord> of(Zones.Zone zone) {
		return Objects.requireNonNull(
				this.recordsByZone.computeIfAbsent(zone.id(), (id) -> new LinkedHashMap<String, DnsRecord>()));
	}

	private Zones.Zone zone(Request request) {
		String id = request.variable("zone");
		Zones.@Nullable Zone zone = this.zones.get(id);
		if (zone == null && !id.matches("[0-9a-f]{32}")) {
			throw ApiException.noRoute(request.call().path());
		}
		if (zone == null || !request.caller().maySee(id)) {
			throw ApiException.forbidden();
		}
		return zone;
	}

	private static ObjectNode body(Request request) {
		if (request.call().body() instanceof ObjectNode object) {
			return object.deepCopy();
		}
		throw ApiException.of(400, 9207, "Request body is invalid.");
	}

	/** One change of a batch. */
	private interface BatchStep {

		DnsRecord apply(ObjectNode item);

	}

}
