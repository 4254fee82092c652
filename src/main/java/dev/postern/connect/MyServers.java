package dev.postern.connect;

import java.util.List;
import java.util.Optional;

import dev.postern.connect.reachability.CallerReach;
import dev.postern.connect.reachability.Reachability;
import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.kernel.Phase;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.Disclosure;
import dev.postern.servers.Server;
import dev.postern.servers.policies.PolicyWords;

import org.springframework.stereotype.Service;

/** The servers whose policies let a person in, and no others (I13). */
@Service
public class MyServers {

	private final Reachability reachability;

	private final PolicyWords words;

	MyServers(Reachability reachability, PolicyWords words) {
		this.reachability = reachability;
		this.words = words;
	}

	/**
	 * By name; those that are being removed are gone already. A login that names no group
	 * counts as being in none, so that nobody reads names for want of knowledge.
	 */
	public List<MyServer> of(Person person) {
		PolicyWords words = this.words.preloaded();
		return this.reachability.ofCaller(person)
			.stream()
			.flatMap((reach) -> visible(reach, person, words).stream())
			.toList();
	}

	private static Optional<MyServer> visible(CallerReach reach, Person person, PolicyWords words) {
		return switch (reach.access()) {
			case Access.Allowed _ -> Optional.of(myServer(reach.server(), ""));
			case Access.Depends depends ->
				Optional.of(myServer(reach.server(), words.of(depends, disclosed(reach, person))));
			case Access.Denied _ -> Optional.empty();
		};
	}

	/** Names of groups and addresses of others are for those who may read rules. */
	private static Disclosure disclosed(CallerReach reach, Person person) {
		return (person.has(Role.ADMIN) || person.has(Role.AUDITOR)) ? Disclosure.ALL : new Disclosure(reach.caller());
	}

	private static MyServer myServer(Server server, String condition) {
		return new MyServer(server.id(), server.spec().name(), server.spec().hostname(), server.spec().loginUser(),
				condition, server.phase(), server.appliedGeneration() > 0);
	}

}
