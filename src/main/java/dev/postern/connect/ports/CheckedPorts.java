package dev.postern.connect.ports;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.kernel.ServerId;
import dev.postern.servers.Servers;
import dev.postern.servers.onboarding.PortStanding;
import dev.postern.servers.onboarding.PortStandings;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Tells the road to the first login how port 22 of a server was last. */
@Component
class CheckedPorts implements PortStandings {

	private final PortChecks checks;

	private final Servers servers;

	CheckedPorts(PortChecks checks, Servers servers) {
		this.checks = checks;
		this.servers = servers;
	}

	@Override
	public Optional<PortStanding> portOf(ServerId server) {
		return this.servers.find(server).map(this.checks::port).map(CheckedPorts::standing);
	}

	@Override
	public Set<ServerId> shut() {
		return this.checks.ports()
			.stream()
			.filter((port) -> port.state().isShut())
			.map((port) -> port.server().id())
			.collect(Collectors.toSet());
	}

	private static @Nullable PortStanding standing(ServerPort port) {
		PortCheck newest = port.newest();
		if (newest == null) {
			return null;
		}
		PortStanding.State state = (port.state() == PortState.DOUBTFUL) ? PortStanding.State.DOUBTFUL
				: (port.state().isShut() ? PortStanding.State.SHUT : PortStanding.State.OPEN);
		return new PortStanding(state, newest.at());
	}

}
