package dev.postern.connect;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.kernel.Phase;
import dev.postern.rules.Access;
import dev.postern.rules.Told;
import dev.postern.servers.PolicyWords;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;

import org.springframework.stereotype.Service;

/** The servers whose policies let a person in, and no others (I13). */
@Service
public class MyServers {

	private final Servers servers;

	private final Gates gates;

	private final PolicyWords words;

	MyServers(Servers servers, Gates gates, PolicyWords words) {
		this.servers = servers;
		this.gates = gates;
		this.words = words;
	}

	/**
	 * By name; those that are being removed are gone already. A login that names no group
	 * counts as being in none, so that nobody reads names for want of knowledge.
	 */
	public List<MyServer> of(Person person) {
		PolicyWords words = this.words.atOnce();
		return this.gates.of(this.servers.all(), WhatIf.NOTHING)
			.stream()
			.filter((gate) -> !gate.server().retired() && gate.server().phase() != Phase.REMOVING)
			.flatMap((gate) -> seen(gate, person, words).stream())
			.sorted(Comparator.comparing(MyServer::name))
			.toList();
	}

	private static Optional<MyServer> seen(Gate gate, Person person, PolicyWords words) {
		return switch (gate.access(person.email(), person.groups())) {
			case Access.Allowed _ -> Optional.of(mine(gate.server(), ""));
			case Access.Depends depends -> Optional.of(mine(gate.server(), words.of(depends, told(gate, person))));
			case Access.Denied _ -> Optional.empty();
		};
	}

	/** Names of groups and addresses of others are for those who may read rules. */
	private static Told told(Gate gate, Person person) {
		return (person.has(Role.ADMIN) || person.has(Role.AUDITOR)) ? Told.ALL
				: new Told(gate.identity(person.email(), person.groups()));
	}

	private static MyServer mine(Server server, String condition) {
		return new MyServer(server.id(), server.spec().name(), server.spec().hostname(), server.spec().loginUser(),
				condition, server.phase(), server.appliedGeneration() > 0);
	}

}
