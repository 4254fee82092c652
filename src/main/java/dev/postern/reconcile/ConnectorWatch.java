package dev.postern.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.jobs.JobHandler;
import dev.postern.jobs.JobResult;
import dev.postern.jobs.Jobs;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Servers;
import dev.postern.tunnels.Connection;
import dev.postern.tunnels.TunnelCameBack;
import dev.postern.tunnels.TunnelStandings;
import dev.postern.tunnels.Tunnels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Finds out whether the connectors of a tunnel have the rules that were written for them.
 * Costs one request each time, and none once it is known that they have.
 */
@Component
class ConnectorWatch implements JobHandler {

	private static final Logger log = LoggerFactory.getLogger(ConnectorWatch.class);

	private static final String KIND = "connectors";

	/** How long connectors usually take to hear of new rules. */
	private static final Duration USUAL = Duration.ofSeconds(2);

	/** With pauses that double, minutes; what is not known by then waits for a look. */
	private static final int TRIES = 9;

	private final Servers servers;

	private final Tunnels tunnels;

	private final TunnelStandings standings;

	private final Jobs jobs;

	private final ReconcileProperties properties;

	private final Clock clock;

	ConnectorWatch(Servers servers, Tunnels tunnels, TunnelStandings standings, Jobs jobs,
			ReconcileProperties properties, Clock clock) {
		this.servers = servers;
		this.tunnels = tunnels;
		this.standings = standings;
		this.jobs = jobs;
		this.properties = properties;
		this.clock = clock;
	}

	/** Has the connectors looked at, unless that can tell nothing new. */
	void watch(TunnelId tunnel) {
		Connection.State state = state(tunnel);
		if (state == Connection.State.BEHIND || state == Connection.State.RULE_NOT_KNOWN) {
			enqueue(tunnel, 0, this.clock.instant().plus(USUAL));
		}
	}

	@EventListener
	void on(TunnelCameBack back) {
		watch(back.tunnel());
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public JobResult run(String subject, Instant due) {
		int space = subject.indexOf(' ');
		TunnelId tunnel = TunnelId.of(subject.substring(0, space));
		int tries = Integer.parseInt(subject.substring(space + 1)) + 1;
		try {
			this.tunnels.lookAtConnectors(tunnel);
		}
		catch (CloudflareException ex) {
			log.debug("Cannot look at connectors tunnel={} said={}", tunnel, ex.getMessage());
		}
		if (tries < TRIES && state(tunnel) == Connection.State.BEHIND) {
			enqueue(tunnel, tries, this.clock.instant().plus(this.properties.backoff().pause(tries)));
		}
		return new JobResult.Done();
	}

	private void enqueue(TunnelId tunnel, int tries, Instant due) {
		this.jobs.enqueueOnce(KIND, "%s %d".formatted(tunnel, tries), due);
	}

	/** What the newest of all rules of ours meets. */
	private Connection.State state(TunnelId tunnel) {
		Optional<Integer> newest = this.servers.newestRule(tunnel);
		return newest.map((version) -> this.standings.now().connection(tunnel, version).state())
			.orElse(Connection.State.NOT_KNOWN);
	}

}
