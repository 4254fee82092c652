package dev.postern.fake.watch;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.postern.fake.access.AccessApp;
import dev.postern.fake.account.World;
import dev.postern.fake.dns.DnsRecord;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.tunnels.Tunnel;
import tools.jackson.databind.node.ObjectNode;

/** Everything in the account but the configurations, by a name for people. */
final class ObjectSnapshots {

	private ObjectSnapshots() {
	}

	/** Each thing's text, worked out only when it is asked for. */
	static Map<String, Supplier<String>> of(World world) {
		Map<String, Supplier<String>> things = new TreeMap<>();
		for (DnsRecord record : world.dns().all()) {
			things.put("DNS record %s (%s)".formatted(record.id(), record.name()), () -> record.json().toString());
		}
		for (AccessApp app : world.access().apps().all()) {
			things.put("application %s (%s)".formatted(app.id(), app.domain()),
					() -> withoutCounts(world.access().apps().json(app)));
		}
		for (Tunnel tunnel : world.tunnels().all()) {
			if (tunnel.isLive()) {
				things.put("tunnel " + tunnel.id(), tunnel::name);
			}
		}
		world.access().tags().names().forEach((tag) -> things.put("tag " + tag, () -> tag));
		put(things, "reusable policy", world.access().policies().all());
		put(things, "group", world.access().groups().all());
		put(things, "identity provider", world.access().identityProviders().all());
		put(things, "service token", world.access().serviceTokens().all());
		things.put("organization", () -> world.access().organization().json().toString());
		return things;
	}

	private static void put(Map<String, Supplier<String>> things, String kind, List<ObjectNode> objects) {
		for (ObjectNode object : objects) {
			things.put(kind + " " + object.path("id").asString(), () -> withoutCounts(object));
		}
	}

	/** How many applications use it is no change of the thing itself. */
	private static String withoutCounts(ObjectNode object) {
		return Json.without(object, Set.of("app_count")).toString();
	}

}
