package dev.postern.connect.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.postern.connect.doctor.Diagnosis.Examined;
import dev.postern.reconcile.ServerSight;
import dev.postern.reconcile.ServerSights;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.tunnels.CloudflareUnavailable;
import dev.postern.tunnels.MaybeStale;
import dev.postern.tunnels.RunningConnector;
import dev.postern.tunnels.TunnelHealth;
import dev.postern.tunnels.TunnelNotFound;
import dev.postern.tunnels.Tunnels;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Goes the way from a person to a server and says where it ends. What Cloudflare does not
 * tell is not known and ends nothing (I3).
 */
@Service
public class Doctor {

	private static final String WINDOWS = "windows";

	private final ServerSights sights;

	private final EdgeProbe edge;

	private final Tunnels tunnels;

	private final Servers servers;

	private final PersonStage persons;

	private final Clock clock;

	Doctor(ServerSights sights, EdgeProbe edge, Tunnels tunnels, Servers servers, PersonStage persons, Clock clock) {
		this.sights = sights;
		this.edge = edge;
		this.tunnels = tunnels;
		this.servers = servers;
		this.persons = persons;
		this.clock = clock;
	}

	/** Looks at a server now. */
	public Diagnosis examine(Server server, Traveller traveller) {
		Instant begun = this.clock.instant();
		Visit visit = new Visit(server, traveller);
		List<Examined> stages = Diagnosis.examine((stage) -> timed(stage, () -> visit.look(stage)));
		return new Diagnosis(server, traveller.name(), begun, stages, visit.proof());
	}

	private static boolean runsOnWindows(RunningConnector connector) {
		String platform = connector.platform();
		return platform != null && platform.startsWith(WINDOWS);
	}

	private Examined timed(Stage stage, Supplier<StageFinding> look) {
		Instant begun = this.clock.instant();
		StageFinding found = look.get();
		return new Examined(stage, found, Duration.between(begun, this.clock.instant()));
	}

	private SeenTunnel health(Server server) {
		try {
			MaybeStale<TunnelHealth> seen = this.tunnels.health(server.spec().tunnel());
			return new SeenTunnel((seen.unavailable() == null) ? seen.last() : null, true);
		}
		catch (TunnelNotFound ex) {
			return new SeenTunnel(null, false);
		}
	}

	private String tunnelName(Server server) {
		return this.tunnels.names().getOrDefault(server.spec().tunnel(), server.spec().tunnel().toString());
	}

	/**
	 * How a tunnel is; not known where Cloudflare does not tell now, and where there is
	 * none of its id.
	 */
	private record SeenTunnel(@Nullable TunnelHealth health, boolean exists) {
	}

	/** One look at one server, which asks for each thing once. */
	private final class Visit {

		private final Server server;

		private final Traveller traveller;

		private @Nullable ServerSight sight;

		private EdgeAnswer answer = new EdgeAnswer.NoSuchHost();

		private SeenTunnel tunnel = new SeenTunnel(null, true);

		Visit(Server server, Traveller traveller) {
			this.server = server;
			this.traveller = traveller;
		}

		StageFinding look(Stage stage) {
			return switch (stage) {
				case RECORD -> record();
				case EDGE -> edge();
				case ACCESS -> Judgements.access(this.server.spec().hostname(), this.answer, this.sight);
				case TUNNEL -> tunnel();
				case CONNECTOR -> Judgements.connector(this.tunnel.health(), this.server.ruleVersion());
				case RULE -> Judgements.rule(this.server, this.sight);
				case ORIGIN -> Judgements.origin(Origin.of(this.server.spec().service()),
						Doctor.this.servers.all()
							.stream()
							.map((other) -> other.spec().hostname().value())
							.collect(Collectors.toSet()));
				case PERSON -> Doctor.this.persons.judge(this.server, this.traveller);
			};
		}

		private StageFinding record() {
			try {
				ServerSight seen = Doctor.this.sights.of(this.server);
				this.sight = seen;
				return Judgements.dns(this.server, seen.dns(), tunnelName(this.server));
			}
			catch (CloudflareUnavailable ex) {
				return Judgements.dns(this.server, ServerSight.DnsState.NOT_KNOWN, "");
			}
		}

		private StageFinding edge() {
			this.answer = Doctor.this.edge.ask(this.server.spec().hostname());
			return Judgements.edge(this.server.spec().hostname(), this.answer);
		}

		/** The command that proves on the spot what cannot be seen from here. */
		String proof() {
			TunnelHealth health = this.tunnel.health();
			boolean windows = health != null && !health.connectors().isEmpty()
					&& health.connectors().stream().allMatch(Doctor::runsOnWindows);
			return Origin.of(this.server.spec().service()).proof(windows);
		}

		private StageFinding tunnel() {
			this.tunnel = health(this.server);
			return Judgements.tunnel(this.tunnel.health(), this.tunnel.exists(), tunnelName(this.server));
		}

	}

}
