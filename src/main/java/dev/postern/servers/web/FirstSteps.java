package dev.postern.servers.web;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

import dev.postern.kernel.Phase;
import dev.postern.servers.LastLogins;
import dev.postern.servers.Servers;
import dev.postern.tunnels.Catalogue;
import dev.postern.tunnels.Tunnels;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What has to be done in a new portal before somebody logs in to a server. Once all of it
 * was done it is over for good.
 */
@Component
class FirstSteps {

	private final Tunnels tunnels;

	private final Servers servers;

	private final LastLogins lastLogins;

	private final JdbcClient jdbc;

	private final Clock clock;

	FirstSteps(Tunnels tunnels, Servers servers, LastLogins lastLogins, JdbcClient jdbc, Clock clock) {
		this.tunnels = tunnels;
		this.servers = servers;
		this.lastLogins = lastLogins;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** All steps while one of them is open, then none any more. */
	List<FirstStep> open() {
		if (isOver()) {
			return List.of();
		}
		List<FirstStep> steps = steps();
		if (steps.stream().allMatch(FirstStep::done)) {
			end();
			return List.of();
		}
		return steps;
	}

	private List<FirstStep> steps() {
		Catalogue catalogue = this.tunnels.latestCatalogue().last();
		boolean connected = catalogue != null && catalogue.tunnels()
			.stream()
			.anyMatch((tunnel) -> tunnel.remotelyManaged() && !tunnel.deleted() && !tunnel.unconnected());
		boolean ready = this.servers.countByPhase().getOrDefault(Phase.READY, 0L) > 0;
		return List.of(new FirstStep("token", "/tunnels", catalogue != null),
				new FirstStep("tunnel", "/onboarding", connected), new FirstStep("server", "/servers/new", ready),
				new FirstStep("login", "/connect", ready && this.lastLogins.any()));
	}

	private boolean isOver() {
		return !this.jdbc.sql("SELECT 1 FROM first_steps_done").query(Integer.class).list().isEmpty();
	}

	private void end() {
		this.jdbc.sql("INSERT INTO first_steps_done (done_at) VALUES (:now) ON CONFLICT DO NOTHING")
			.param("now", this.clock.instant().atOffset(ZoneOffset.UTC))
			.update();
	}

	/**
	 * One of the steps.
	 *
	 * @param code names its texts, {@code servers.first.<code>}
	 * @param path where it is done
	 */
	record FirstStep(String code, String path, boolean done) {
	}

}
