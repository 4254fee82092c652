package dev.postern.connect.ports;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.postern.connect.outbound.ProbeLimits;
import dev.postern.connect.outbound.TooManyProbes;
import dev.postern.identity.Person;
import dev.postern.identity.traces.Traces;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.tables.PageReads;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tries port 22 of servers when somebody asks for it, keeps what came of it, and tells
 * the audit, of what was refused, too.
 */
@Service
public class PortChecks {

	/** As many as are shown of a server. */
	public static final int SHOWN = 20;

	private final PortProbe probe;

	private final PortCheckStore store;

	private final ProbeLimits limits;

	private final Servers servers;

	private final Traces traces;

	private final ApplicationEventPublisher events;

	private final TransactionOperations transactions;

	private final JsonMapper json;

	private final Clock clock;

	PortChecks(PortProbe probe, PortCheckStore store, @Qualifier("portLimits") ProbeLimits limits, Servers servers,
			Traces traces, ApplicationEventPublisher events, TransactionOperations transactions, JsonMapper json,
			Clock clock) {
		this.probe = probe;
		this.store = store;
		this.limits = limits;
		this.servers = servers;
		this.traces = traces;
		this.events = events;
		this.transactions = transactions;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Tries it now.
	 * @param given the public name or address of the server
	 * @throws InvalidInput when that may not be tried
	 * @throws TooManyProbes when that was done too often
	 */
	public PortCheck check(Server server, @Nullable String given, Person caller, HttpServletResponse response) {
		PublicHost host = PublicHost.of(given);
		this.limits.take(caller.id(), response);
		List<TriedAddress> tried;
		try {
			refuseOwnHostname(host);
			tried = this.probe.attempt(host);
		}
		catch (InvalidInput ex) {
			FieldProblem why = ex.problems().getFirst();
			this.traces.record(caller.actor(), "server.port_check_refused", subject(server),
					Map.of("address", why.value(), "why", why.code()));
			throw ex;
		}
		PortCheck check = new PortCheck(UUID.randomUUID(), server.id(),
				this.clock.instant().truncatedTo(ChronoUnit.MICROS), host.text(),
				PortResult.of(tried.stream().map(TriedAddress::result).toList()), tried, caller.email().value());
		this.transactions.executeWithoutResult((status) -> {
			this.store.add(check);
			this.events.publishEvent(new Recorded(caller.actor(), "server.port_checked", subject(server), null,
					this.json.valueToTree(new Checked(check.address(), check.result(), check.addresses()))));
		});
		return check;
	}

	/** At our own names Cloudflare answers, and not the server. */
	private void refuseOwnHostname(PublicHost host) {
		if (host.literal() == null) {
			Hostname name = Hostname.of(host.text());
			this.servers.all()
				.stream()
				.filter((server) -> server.spec().hostname().equals(name))
				.findFirst()
				.ifPresent((server) -> {
					throw InvalidInput.of(PublicHost.FIELD, host.text(), "connect.ports.address.own-hostname",
							server.spec().name());
				});
		}
	}

	/** The newest checks of a server, registered or not. */
	public List<PortCheck> of(ServerId server) {
		return PageReads.once(List.of(this, server), () -> this.store.of(server, SHOWN));
	}

	/** All that are kept of a server, the newest first. */
	public List<PortCheck> allOf(ServerId server) {
		return this.store.of(server, PortCheckStore.KEPT);
	}

	/** The newest check of any server whose port was open: Postern gets out by it. */
	public Optional<PortCheck> newestOpen() {
		return PageReads.once(this, this.store::newestOpen);
	}

	/** How the port of a server is known to be. */
	public ServerPort port(Server server) {
		return port(server, of(server.id()).stream().findFirst().orElse(null), newestOpen().orElse(null));
	}

	/** Those of all servers that stay, the ones that want somebody first. */
	public List<ServerPort> ports() {
		Map<ServerId, PortCheck> newest = this.store.newest();
		PortCheck opened = newestOpen().orElse(null);
		return this.servers.all()
			.stream()
			.filter((server) -> !server.retired())
			.map((server) -> port(server, newest.get(server.id()), opened))
			.sorted(Comparator.comparing(ServerPort::state).thenComparing((port) -> port.server().spec().name()))
			.toList();
	}

	private static ServerPort port(Server server, @Nullable PortCheck newest, @Nullable PortCheck opened) {
		return new ServerPort(server, PortState.of(newest, opened), newest);
	}

	private static Subject subject(Server server) {
		return new Subject("server", server.id().toString(), server.spec().name());
	}

	/** What the audit keeps of it. */
	private record Checked(String address, PortResult result, List<TriedAddress> addresses) {
	}

}
