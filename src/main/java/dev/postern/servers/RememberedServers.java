package dev.postern.servers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.postern.kernel.ServerId;
import dev.postern.kernel.tables.RememberedTable;
import dev.postern.rules.Policy;
import dev.postern.tunnels.Standings;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes servers of their rows. All of them together are made anew only when one changed,
 * and policies of their JSON once for each text that a server has had last.
 */
@Component
class RememberedServers {

	private static final int MOST_POLICIES = 2_000;

	private final RememberedTable<All> all;

	private final Map<ServerId, Text> policies = new ConcurrentHashMap<>();

	RememberedServers(ServerRecords records, JdbcClient jdbc) {
		this.all = new RememberedTable<>(jdbc, "server", () -> All.of(of(records.findAllByOrderByName())));
	}

	/** The servers that rows tell of. */
	List<Server> of(List<ServerRecord> rows) {
		return rows.stream().map(this::of).toList();
	}

	/**
	 * The server that a row tells of; its text tells whether the policies are the same.
	 */
	Server of(ServerRecord row) {
		Text before = this.policies.get(row.id());
		if (before != null && before.text().equals(row.policies())) {
			return row.server(before.policies());
		}
		Server server = row.server();
		if (this.policies.size() >= MOST_POLICIES && before == null) {
			this.policies.clear();
		}
		this.policies.put(row.id(), new Text(row.policies(), server.spec().policies()));
		return server;
	}

	/**
	 * Those that are not being removed, by name; the same list while no server changes.
	 */
	List<Server> active() {
		return this.all.get().active();
	}

	/** What sorts all of them. */
	List<ServerKey> keys(Standings standings) {
		return this.all.get().servers().stream().map((server) -> ServerKey.of(server, standings)).toList();
	}

	/** Those of these servers that there are, in this order. */
	List<Server> inOrder(List<ServerId> ids) {
		Map<ServerId, Server> byId = this.all.get().byId();
		return ids.stream().flatMap((id) -> Optional.ofNullable(byId.get(id)).stream()).toList();
	}

	private record All(List<Server> servers, List<Server> active, Map<ServerId, Server> byId) {

		static All of(List<Server> servers) {
			return new All(servers, servers.stream().filter((server) -> !server.retired()).toList(),
					servers.stream().collect(Collectors.toMap(Server::id, Function.identity())));
		}

	}

	private record Text(String text, List<Policy> policies) {

		Text {
			policies = List.copyOf(policies);
		}

	}

}
