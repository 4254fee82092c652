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

	private final Gates gates;

	Reachability(Servers servers, People people, Gates gates) {
		this.servers = servers;
		this.people = people;
		this.gates = gates;
	}

	/**
	 * Who can reach a server.
	 * @param asked somebody who need not be known otherwise
	 * @throws ServerNotFound when there is none
	 */
	public ServerReach ofServer(ServerId id, Optional<EmailAddress> asked, WhatIf whatIf) {
		List<Gate> gates = this.gates.of(this.servers.all(), whatIf);
		Gate gate = gates.stream()
			.filter((one) -> one.server().id().equals(id))
			.findFirst()
			.orElseGet(() -> retired(id, whatIf));
		List<Reach> people = everybody(gates, asked).stream()
			.map((person) -> new Reach(gate.server(), person, gate.access(person)))
			.toList();
		return new ServerReach(gate.server(), people, gate.machines());
	}

	/** What a person can reach; anybody may be asked about. */
	public PersonReach ofPerson(EmailAddress email, WhatIf whatIf) {
		KnownPerson person = new KnownPerson(email, this.people.find(email).orElse(null));
		List<Reach> servers = standing(this.gates.of(this.servers.all(), whatIf))
			.map((gate) -> new Reach(gate.server(), person, gate.access(person)))
			.toList();
		return new PersonReach(person, servers);
	}

	/**
	 * What the person who asks can reach, by name of the server. All groups of the person
	 * are known: a login that names none counts as being in none.
	 */
	public List<CallerReach> ofCaller(Person caller) {
		return standing(this.gates.of(this.servers.all(), WhatIf.NOTHING)).filter((gate) -> !gate.server().retired())
			.map((gate) -> new CallerReach(gate.server(), gate.identity(caller.email(), caller.groups()),
					gate.access(caller.email(), caller.groups())))
			.toList();
	}

	/** Counts for all servers and all known people who gets in. */
	public ReachOverview overview(WhatIf whatIf) {
		List<Gate> gates = this.gates.of(this.servers.all(), whatIf);
		return new Census(new Everybody(everybody(gates, Optional.empty()))).of(standing(gates));
	}

	/** Passes on, one by one, each person with each server that lets them in or may. */
	public void each(WhatIf whatIf, Consumer<Reach> consumer) {
		List<Gate> gates = this.gates.of(this.servers.all(), whatIf);
		Collection<KnownPerson> people = everybody(gates, Optional.empty());
		standing(gates).forEach((gate) -> people.stream()
			.map((person) -> new Reach(gate.server(), person, gate.access(person)))
			.filter((reach) -> reach.verdict() != Verdict.DENIED)
			.forEach(consumer));
	}

	private Collection<KnownPerson> everybody(List<Gate> gates, Optional<EmailAddress> asked) {
		Map<EmailAddress, KnownPerson> everybody = new TreeMap<>();
		this.people.all().forEach((profile) -> everybody.put(profile.person().email(), KnownPerson.signedIn(profile)));
		Stream.concat(gates.stream().flatMap((gate) -> gate.named().people().keySet().stream()), asked.stream())
			.forEach((email) -> everybody.computeIfAbsent(email, KnownPerson::addressed));
		return everybody.values();
	}

	private Gate retired(ServerId id, WhatIf whatIf) {
		Server server = this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
		return this.gates.of(List.of(server), whatIf).getFirst();
	}

	private static Stream<Gate> standing(List<Gate> gates) {
		return gates.stream()
			.filter((gate) -> gate.server().phase() != Phase.REMOVING)
			.sorted(Comparator.comparing((gate) -> gate.server().spec().name()));
	}

}
