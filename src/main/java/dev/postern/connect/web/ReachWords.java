package dev.postern.connect.web;

import java.util.List;
import java.util.Set;

import dev.postern.connect.reachability.KnownPerson;
import dev.postern.connect.reachability.Reach;
import dev.postern.connect.reachability.ServerReach;
import dev.postern.rules.Policy;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.Fact;
import dev.postern.rules.evaluation.PolicyRef;
import dev.postern.servers.Server;
import dev.postern.servers.policies.PolicyWords;

/** Describes in words who reaches what, with names that were all read at one moment. */
class ReachWords {

	private final PolicyWords words;

	ReachWords(PolicyWords words) {
		this.words = words;
	}

	/** One policy as a whole sentence. */
	public String of(Policy policy) {
		return this.words.of(policy);
	}

	/** Who gets in, short enough for a row of a table. */
	public String whoGetsIn(Server server) {
		return this.words.whoGetsIn(server.spec().policies());
	}

	PersonAccess person(Reach reach) {
		KnownPerson person = reach.person();
		return new PersonAccess(person.email(), person.name(), person.hasSignedIn(), reach.verdict(), policies(reach),
				reason(reach), unknown(reach));
	}

	ServerAccess server(Reach reach) {
		Server server = reach.server();
		return new ServerAccess(server.id(), server.spec().name(), server.spec().hostname(), server.phase(),
				reach.verdict(), policies(reach), reason(reach), unknown(reach));
	}

	/** How machines get in; empty when none does. */
	String serviceTokens(ServerReach reach) {
		return (reach.serviceTokens() instanceof Access.Denied) ? "" : this.words.of(reach.serviceTokens().reason());
	}

	static List<String> policies(Reach reach) {
		return reach.access().by().stream().map(PolicyRef::name).toList();
	}

	String reason(Reach reach) {
		return this.words.of(reach.access().reason());
	}

	static Set<Fact> unknown(Reach reach) {
		return (reach.access() instanceof Access.Depends depends) ? depends.unknown() : Set.of();
	}

}
