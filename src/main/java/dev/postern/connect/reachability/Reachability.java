package dev.postern.connect.reachability;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.postern.identity.Person;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.ServerSpec;
import dev.postern.servers.Servers;

import org.springframework.stereotype.Service;

/**
 * Who can reach which server, as its policies say. Asks about everybody known: whoever
 * has signed in to the portal, and whomever a policy of any server names. All servers and
 * all people are read at once, and nothing for each of them.
 */
@Service
public class Reachability {

	private final Servers servers;

	private final EverybodyKnown people;

	private final CompiledServers compiledServers;

	private final RememberedOverview remembered = new RememberedOverview();

	private final RememberedReach reaches = new RememberedReach();

	Reachability(Servers servers, EverybodyKnown people, CompiledServers compiledServers) {
		this.servers = servers;
		this.people = people;
		this.compiledServers = compiledServers;
	}

	/**
	 * Who can reach a server.
	 * @param asked somebody who need not be known otherwise
	 * @throws ServerNotFound when there is none
	 */
	public ServerReach ofServer(ServerId id, Optional<EmailAddress> asked, WhatIf whatIf) {
		List<Server> all = this.servers.all();
		Supplier<ServerReach> evaluation = () -> evaluated(id, all, asked, whatIf);
		return (asked.isEmpty() && whatIf.equals(WhatIf.NOTHING)) ? this.reaches.of(id,
				new RememberedReach.State(all, this.people.profiles(), this.compiledServers.groups()), evaluation)
				: evaluation.get();
	}

	private ServerReach evaluated(ServerId id, List<Server> all, Optional<EmailAddress> asked, WhatIf whatIf) {
		List<CompiledServer> compiledServers = this.compiledServers.of(all, whatIf);
		CompiledServer compiled = compiledServers.stream()
			.filter((one) -> one.server().id().equals(id))
			.findFirst()
			.orElseGet(() -> retired(id, whatIf));
		List<Reach> people = this.people.of(compiledServers, asked)
			.stream()
			.map((person) -> new Reach(compiled.server(), person, compiled.access(person)))
			.toList();
		return new ServerReach(compiled.server(), people, compiled.others(), compiled.serviceTokenAccess());
	}

	/** What a person can reach; anybody may be asked about. */
	public PersonReach ofPerson(EmailAddress email, WhatIf whatIf) {
		KnownPerson person = this.people.of(email);
		List<Reach> servers = active(this.compiledServers.of(this.servers.all(), whatIf))
			.map((compiled) -> new Reach(compiled.server(), person, compiled.access(person)))
			.toList();
		return new PersonReach(person, servers);
	}

	/**
	 * What the person who asks can reach, by name of the server. All groups of the person
	 * are known: a login that names none counts as being in none.
	 */
	public List<CallerReach> ofCaller(Person caller) {
		return active(this.compiledServers.of(this.servers.all(), WhatIf.NOTHING))
			.filter((compiled) -> !compiled.server().retired())
			.map((compiled) -> new CallerReach(compiled.server(), compiled.identity(caller.email(), caller.groups()),
					compiled.access(caller.email(), caller.groups())))
			.toList();
	}

	/**
	 * How many of those who have signed in and are not kept out would see a server with
	 * these policies among theirs.
	 */
	public int callersOf(ServerSpec spec) {
		CompiledServer compiled = this.compiledServers.alone(unregistered(spec));
		return Math.toIntExact(this.people.callers()
			.filter((person) -> AccessVerdict
				.of(compiled.access(person.email(), person.groups())) != AccessVerdict.DENIED)
			.count());
	}

	private static Server unregistered(ServerSpec spec) {
		return new Server(new ServerId(new UUID(0, 0)), spec, 0, Phase.PENDING, null, 0, 0, 0, null, Instant.EPOCH,
				Instant.EPOCH, null);
	}

	/** Counts for all servers and all known people who gets in. */
	public ReachOverview overview(WhatIf whatIf) {
		List<Server> servers = this.servers.all();
		List<CompiledServer> compiledServers = this.compiledServers.of(servers, whatIf);
		List<KnownPerson> people = this.people.of(compiledServers);
		Supplier<ReachOverview> count = () -> new ReachCounter(new PeopleIndex(people))
			.overview(active(compiledServers));
		return whatIf.equals(WhatIf.NOTHING) ? this.remembered.of(servers, people, count) : count.get();
	}

	/** Passes on, one by one, each person with each server that lets them in or may. */
	public void each(WhatIf whatIf, Consumer<Reach> consumer) {
		List<CompiledServer> compiledServers = this.compiledServers.of(this.servers.all(), whatIf);
		List<KnownPerson> people = this.people.of(compiledServers);
		active(compiledServers).forEach((compiled) -> people.stream()
			.map((person) -> new Reach(compiled.server(), person, compiled.access(person)))
			.filter((reach) -> reach.verdict() != AccessVerdict.DENIED)
			.forEach(consumer));
	}

	private CompiledServer retired(ServerId id, WhatIf whatIf) {
		Server server = this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
		return this.compiledServers.of(List.of(server), whatIf).getFirst();
	}

	private static Stream<CompiledServer> active(List<CompiledServer> compiledServers) {
		return compiledServers.stream()
			.filter((compiled) -> compiled.server().phase() != Phase.REMOVING)
			.sorted(Comparator.comparing((compiled) -> compiled.server().spec().name()));
	}

}
