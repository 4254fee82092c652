package dev.postern.servers;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.postern.rules.Policies;
import dev.postern.rules.Policy;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Makes policies of the JSON that servers are stored with, once for each text that a
 * server has had last, since every look at all servers needs them all.
 */
@Component
class ReadPolicies {

	private static final int MOST_SERVERS = 2_000;

	private final Map<UUID, Text> known = new ConcurrentHashMap<>();

	private final JsonMapper json;

	ReadPolicies(JsonMapper json) {
		this.json = json;
	}

	/** The policies of a server, whose text tells whether they are still the same. */
	List<Policy> of(UUID server, String text) {
		Text before = this.known.get(server);
		if (before != null && before.text().equals(text)) {
			return before.policies();
		}
		List<Policy> policies = Policies.observed(this.json.readTree(text));
		if (this.known.size() >= MOST_SERVERS && before == null) {
			this.known.clear();
		}
		this.known.put(server, new Text(text, policies));
		return policies;
	}

	private record Text(String text, List<Policy> policies) {

		Text {
			policies = List.copyOf(policies);
		}

	}

}
