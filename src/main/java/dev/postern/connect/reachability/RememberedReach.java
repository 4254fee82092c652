package dev.postern.connect.reachability;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.identity.Profile;
import dev.postern.kernel.ServerId;
import dev.postern.rules.RuleGroup;
import dev.postern.servers.Server;

/**
 * Who can reach the servers that were looked at last, as long as the same servers, people
 * and groups are asked about. Servers and people come as the same objects while nothing
 * of them changed.
 */
final class RememberedReach {

	private static final int MOST_SERVERS = 200;

	private volatile Known known = new Known(new State(List.of(), List.of(), Map.of()));

	ServerReach of(ServerId id, State state, Supplier<ServerReach> evaluation) {
		Known last = this.known;
		if (!last.state.isAsOf(state)) {
			last = new Known(state);
			this.known = last;
		}
		ServerReach before = last.servers.getIfPresent(id);
		if (before != null) {
			return before;
		}
		ServerReach reach = evaluation.get();
		if (!reach.server().retired()) {
			last.servers.put(id, reach);
		}
		return reach;
	}

	/** What the answers follow from; a server that is being removed is none of those. */
	record State(List<Server> servers, List<Profile> people, Map<UUID, RuleGroup> groups) {

		@SuppressWarnings("ReferenceEquality") // other objects are other servers or
												// people
		boolean isAsOf(State other) {
			return this.servers == other.servers && this.people == other.people && this.groups.equals(other.groups);
		}

	}

	private static final class Known {

		private final State state;

		private final Cache<ServerId, ServerReach> servers = Caffeine.newBuilder().maximumSize(MOST_SERVERS).build();

		Known(State state) {
			this.state = state;
		}

	}

}
