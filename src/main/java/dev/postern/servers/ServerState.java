package dev.postern.servers;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.kernel.Phase;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;

/** How a server is as people tell it: a phase, but what nobody reaches is not ready. */
public enum ServerState {

	PENDING, APPLYING, READY,
	/** It stands as wanted, and nobody gets through to it. */
	CUT_OFF, DRIFTED, HELD, FAILED, REMOVING;

	public static ServerState of(ServerKey key) {
		return key.cutOff() ? CUT_OFF : valueOf(key.phase().name());
	}

	/** The servers in a state; {@code null} for any. */
	public static ServerFilter filter(String text, @Nullable ServerState state, @Nullable TunnelId tunnel,
			Set<String> tags) {
		if (state == null) {
			return new ServerFilter(text, Set.of(), tunnel, tags);
		}
		return (state == CUT_OFF || state == READY)
				? new ServerFilter(text, Set.of(Phase.READY), tunnel, state == CUT_OFF, tags)
				: new ServerFilter(text, Set.of(Phase.valueOf(state.name())), tunnel, tags);
	}

	/** How many servers are in each state; states without any are left out. */
	public static Map<ServerState, Long> counts(List<ServerKey> servers) {
		return servers.stream()
			.collect(Collectors.groupingBy(ServerState::of, () -> new EnumMap<>(ServerState.class),
					Collectors.counting()));
	}

}
