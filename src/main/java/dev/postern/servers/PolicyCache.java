package dev.postern.servers;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.postern.kernel.ServerId;
import dev.postern.rules.Policy;

import org.springframework.stereotype.Component;

/**
 * Makes policies of the JSON that servers are stored with, once for each text that a
 * server has had last, since every look at all servers needs them all.
 */
@Component
class PolicyCache {

	private static final int MOST_SERVERS = 2_000;

	private final Map<ServerId, Text> known = new ConcurrentHashMap<>();

	/** The server that a row tells of; its text tells whether it is still the same. */
	Server server(ServerRecord row) {
		Text before = this.known.get(row.id());
		if (before != null && before.text().equals(row.policies())) {
			return row.server(before.policies());
		}
		Server server = row.server();
		if (this.known.size() >= MOST_SERVERS && before == null) {
			this.known.clear();
		}
		this.known.put(row.id(), new Text(row.policies(), server.spec().policies()));
		return server;
	}

	private record Text(String text, List<Policy> policies) {

		Text {
			policies = List.copyOf(policies);
		}

	}

}
