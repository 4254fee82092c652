package dev.postern.servers.onboarding;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.ConfigReaders;
import dev.postern.servers.LastLogins;
import dev.postern.servers.LastLogins.LastLogin;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.servers.onboarding.OnboardingStep.Kind;
import dev.postern.servers.onboarding.Walk.Finding;
import dev.postern.tunnels.Catalogue;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.TunnelHealth;
import dev.postern.tunnels.TunnelNotFound;
import dev.postern.tunnels.Tunnels;
import dev.postern.tunnels.lifecycle.MadeTunnel;
import dev.postern.tunnels.lifecycle.MadeTunnels;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Works out how far hosts are, from tunnels, servers and logins; nothing of it is stored,
 * so it can be left and gone on with at any time.
 */
@Component
class Onboarding {

	private static final int MOST_LOOKED_AT = 50;

	private static final int MOST_TOLD = 8;

	private final Tunnels tunnels;

	private final MadeTunnels made;

	private final Servers servers;

	private final LastLogins lastLogins;

	private final ObjectProvider<ConfigReaders> readers;

	private final ObjectProvider<PortStandings> ports;

	Onboarding(Tunnels tunnels, MadeTunnels made, Servers servers, LastLogins lastLogins,
			ObjectProvider<ConfigReaders> readers, ObjectProvider<PortStandings> ports) {
		this.tunnels = tunnels;
		this.made = made;
		this.servers = servers;
		this.lastLogins = lastLogins;
		this.readers = readers;
		this.ports = ports;
	}

	/**
	 * How far a server is.
	 * @param waiting whether somebody asks again and again
	 */
	Walk ofServer(ServerId id, boolean waiting) {
		Server server = this.servers.find(id)
			.filter((found) -> !found.retired())
			.orElseThrow(() -> new ServerNotFound(id));
		return walk(server.spec().tunnel(), server, waiting);
	}

	/**
	 * How far a tunnel is, with the server on it that is not finished.
	 * @param waiting whether somebody asks again and again
	 */
	Walk ofTunnel(TunnelId id, boolean waiting) {
		List<Server> here = newest().stream().filter((server) -> server.spec().tunnel().equals(id)).toList();
		Set<ServerId> finished = finished(here);
		Server server = here.stream()
			.filter((one) -> !finished.contains(one.id()))
			.findFirst()
			.orElse(here.isEmpty() ? null : here.getFirst());
		return walk(id, server, waiting);
	}

	/**
	 * A new host.
	 * @param ready whether somebody says that it can run a connector
	 */
	Walk ofNewHost(boolean ready) {
		Finding none = Finding.of(Kind.TUNNEL, false, "", "", "/tunnels/new?onboarding=true");
		return Walk.of(null, null, findings(ready, none, null, null, null));
	}

	/** The hosts that are on their way, the newest first. */
	List<OpenHost> open() {
		List<Server> all = newest();
		Set<ServerId> finished = finished(all);
		Set<TunnelId> serving = this.servers.all()
			.stream()
			.map((server) -> server.spec().tunnel())
			.collect(Collectors.toSet());
		Stream<OpenHost> ofServers = all.stream()
			.filter((server) -> !finished.contains(server.id()))
			.map((server) -> new OpenHost(server.spec().name(), "/onboarding?server=" + server.id()));
		Stream<OpenHost> ofTunnels = this.made.made()
			.stream()
			.map(MadeTunnel::tunnel)
			.filter(Objects::nonNull)
			.filter((tunnel) -> !serving.contains(tunnel))
			.flatMap((tunnel) -> known(tunnel).stream())
			.map((tunnel) -> new OpenHost(tunnel.label(), "/onboarding?tunnel=" + tunnel.id()));
		return Stream.concat(ofServers, ofTunnels).limit(MOST_TOLD).toList();
	}

	/** Tunnels that somebody may choose. */
	List<KnownTunnel> choices() {
		Catalogue catalogue = this.tunnels.latestCatalogue().last();
		return (catalogue == null) ? List.of()
				: catalogue.tunnels().stream().filter(KnownTunnel::remotelyManaged).limit(MOST_TOLD).toList();
	}

	/** A tunnel that is gone says so, unless nothing here ever was on it. */
	private Walk walk(TunnelId tunnel, @Nullable Server server, boolean waiting) {
		try {
			TunnelHealth health = (waiting ? this.tunnels.healthWhileWaiting(tunnel) : this.tunnels.health(tunnel))
				.last();
			return Walk.of(tunnel, server, findings(true, tunnel(tunnel, health), tunnel, health, server));
		}
		catch (TunnelNotFound ex) {
			if (server == null && this.made.find(tunnel).isEmpty()) {
				throw ex;
			}
			return Walk.of(tunnel, server, findings(true, unfit(tunnel, null), tunnel, null, server));
		}
	}

	private List<Finding> findings(boolean host, Finding leadsThere, @Nullable TunnelId tunnel,
			@Nullable TunnelHealth health, @Nullable Server server) {
		return List.of(Finding.of(Kind.HOST, host, "", "", "/onboarding?host=ready"), leadsThere,
				connector(tunnel, health), server(tunnel, server), people(server), login(server), port(server));
	}

	private Finding tunnel(TunnelId tunnel, @Nullable TunnelHealth health) {
		boolean usable = health == null || (!health.tunnel().deleted() && health.tunnel().remotelyManaged());
		return usable ? Finding.of(Kind.TUNNEL, true, "", name(tunnel, health), null) : unfit(tunnel, health);
	}

	private Finding unfit(TunnelId tunnel, @Nullable TunnelHealth health) {
		return Finding.of(Kind.TUNNEL, false, "unfit", name(tunnel, health), "/tunnels/" + tunnel);
	}

	private static Finding connector(@Nullable TunnelId tunnel, @Nullable TunnelHealth health) {
		boolean connected = health != null && !health.connectors().isEmpty();
		String path = (tunnel != null) ? "/tunnels/%s#install".formatted(tunnel) : null;
		return Finding.of(Kind.CONNECTOR, connected, "", "", path);
	}

	private static Finding server(@Nullable TunnelId tunnel, @Nullable Server server) {
		if (server == null) {
			return Finding.of(Kind.SERVER, false, "", "",
					(tunnel != null) ? "/servers/new?tunnel=" + tunnel : "/servers/new");
		}
		boolean ready = server.phase() == Phase.READY;
		return Finding.of(Kind.SERVER, ready, ready ? "" : "making", server.spec().name(), "/servers/" + server.id());
	}

	/** Somebody who came in was let in, whoever else has signed in to Postern. */
	private Finding people(@Nullable Server server) {
		if (server == null) {
			return Finding.of(Kind.PEOPLE, false, "", 0, null);
		}
		int letIn = this.readers.stream().mapToInt((reader) -> reader.of(server.spec())).sum();
		boolean done = server.phase() == Phase.READY && (letIn > 0 || lastLogin(server).isPresent());
		return Finding.of(Kind.PEOPLE, done, "", letIn, "/servers/%s/tell".formatted(server.id()));
	}

	private Finding login(@Nullable Server server) {
		Optional<LastLogin> last = (server != null) ? lastLogin(server) : Optional.empty();
		return new Finding(Kind.LOGIN, last.isPresent(), "", last.map(LastLogin::person).orElse(""), "/connect",
				last.map(LastLogin::at).orElse(null));
	}

	private Finding port(@Nullable Server server) {
		Optional<PortStanding> standing = (server != null)
				? this.ports.stream().flatMap((port) -> port.portOf(server.id()).stream()).findFirst()
				: Optional.empty();
		String path = (server != null) ? "/servers/%s/port-22".formatted(server.id()) : null;
		String text = standing.filter((port) -> !port.shut()).map((port) -> port.state().code()).orElse("");
		return new Finding(Kind.PORT, standing.filter(PortStanding::shut).isPresent(), text, "", path,
				standing.map(PortStanding::at).orElse(null));
	}

	private Optional<LastLogin> lastLogin(Server server) {
		return Optional.ofNullable(this.lastLogins.of(List.of(server.id())).get(server.id()));
	}

	/** Those to which somebody came and whose port is closed. */
	private Set<ServerId> finished(List<Server> some) {
		if (some.isEmpty()) {
			return Set.of();
		}
		Set<ServerId> finished = new HashSet<>(this.lastLogins.of(some.stream().map(Server::id).toList()).keySet());
		finished.retainAll(this.ports.stream().flatMap((port) -> port.shut().stream()).collect(Collectors.toSet()));
		return finished;
	}

	private List<Server> newest() {
		return this.servers.all()
			.stream()
			.filter((server) -> !server.retired())
			.sorted(Comparator.comparing(Server::createdAt).reversed())
			.limit(MOST_LOOKED_AT)
			.toList();
	}

	private Optional<KnownTunnel> known(TunnelId id) {
		return this.tunnels.lastSeen().flatMap((catalogue) -> catalogue.tunnel(id));
	}

	private String name(TunnelId id, @Nullable TunnelHealth health) {
		return (health != null) ? health.tunnel().label() : known(id).map(KnownTunnel::label).orElse(id.toString());
	}

	/** A host that is on its way. */
	record OpenHost(String name, String path) {
	}

}
