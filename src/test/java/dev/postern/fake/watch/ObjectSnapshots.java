package dev.postern.fake.watch;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.postern.fake.access.AccessApp;
import dev.postern.fake.account.Account;
import dev.postern.fake.dns.DnsRecord;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.tunnels.Tunnel;
import tools.jackson.databind.node.ObjectNode;

/** The objects of the account as text, by a name for people; configurations are apart. */
final class ObjectSnapshots {

	private ObjectSnapshots() {
	}

	/** The text of each object, made only when it is asked for. */
	static Map<String, Supplier<String>> of(Account account) {
		Map<String, Supplier<String>> snapshots = new TreeMap<>();
		for (DnsRecord record : account.dns().all()) {
			snapshots.put("DNS record %s (%s)".formatted(record.id(), record.name()), () -> record.json().toString());
		}
		for (AccessApp app : account.access().apps().all()) {
			snapshots.put("application %s (%s)".formatted(app.id(), app.domain()),
					() -> withoutCounts(account.access().apps().json(app)));
		}
		for (Tunnel tunnel : account.tunnels().all()) {
			if (tunnel.isLive()) {
				snapshots.put("tunnel " + tunnel.id(), tunnel::name);
			}
		}
		account.access().tags().names().forEach((tag) -> snapshots.put("tag " + tag, () -> tag));
		put(snapshots, "reusable policy", account.access().policies().all());
		put(snapshots, "group", account.access().groups().all());
		put(snapshots, "identity provider", account.access().identityProviders().all());
		put(snapshots, "service token", account.access().serviceTokens().all());
		put(snapshots, "certificate authority", account.access().sshAuthorities().all());
		snapshots.put("organization", () -> account.access().organization().json().toString());
		return snapshots;
	}

	private static void put(Map<String, Supplier<String>> snapshots, String kind, List<ObjectNode> objects) {
		for (ObjectNode object : objects) {
			snapshots.put(kind + " " + object.path("id").asString(), () -> withoutCounts(object));
		}
	}

	/** How many applications use it does not change the object itself. */
	private static String withoutCounts(ObjectNode object) {
		return Json.without(object, Set.of("app_count")).toString();
	}

}
