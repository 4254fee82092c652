package dev.postern.connect.reachability;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.postern.identity.People;
import dev.postern.identity.Person;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
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

	private final People people;

	private final CompiledServers compiledServers;

	Reachability(Servers servers, People people, CompiledServers compiledServers) {
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
		List<CompiledServer> compiledServers = this.compiledServers.of(this.servers.all(), whatIf);
		CompiledServer compiled = compiledServers.stream()
			.filter((one) -> one.server().id().equals(id))
			.findFirst()
			.orElseGet(() -> retired(id, whatIf));
		List<Reach> people = knownPeople(compiledServers, asked).stream()
			.map((person) -> new Reach(compiled.server(), person, compiled.access(person)))
			.toList();
		return new ServerReach(compiled.server(), people, compiled.serviceTokenAccess());
	}

	/** What a person can reach; anybody may be asked about. */
	public PersonReach ofPerson(EmailAddress email, WhatIf whatIf) {
		KnownPerson person = new KnownPerson(email, this.people.find(email).orElse(null));
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

	/** Counts for all servers and all known people who gets in. */
	public ReachOverview overview(WhatIf whatIf) {
		List<CompiledServer> compiledServers = this.compiledServers.of(this.servers.all(), whatIf);
		return new ReachCounter(new PeopleIndex(knownPeople(compiledServers, Optional.empty())))
			.overview(active(compiledServers));
	}

	/** Passes on, one by one, each person with each server that lets them in or may. */
	public void each(WhatIf whatIf, Consumer<Reach> consumer) {
		List<CompiledServer> compiledServers = this.compiledServers.of(this.servers.all(), whatIf);
		Collection<KnownPerson> people = knownPeople(compiledServers, Optional.empty());
		active(compiledServers).forEach((compiled) -> people.stream()
			.map((person) -> new Reach(compiled.server(), person, compiled.access(person)))
			.filter((reach) -> reach.verdict() != AccessVerdict.DENIED)
			.forEach(consumer));
	}

	private Collection<KnownPerson> knownPeople(List<CompiledServer> compiledServers, Optional<EmailAddress> asked) {
		Map<EmailAddress, KnownPerson> everybody = new TreeMap<>();
		this.people.all().forEach((profile) -> everybody.put(profile.person().email(), KnownPerson.ofProfile(profile)));
		Stream
			.concat(compiledServers.stream().flatMap((compiled) -> compiled.subjects().people().keySet().stream()),
					asked.stream())
			.forEach((email) -> everybody.computeIfAbsent(email, KnownPerson::ofAddress));
		return everybody.values();
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
