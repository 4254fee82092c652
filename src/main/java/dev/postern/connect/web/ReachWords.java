package dev.postern.connect.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.postern.connect.reachability.AccessVerdict;
import dev.postern.connect.reachability.KnownPerson;
import dev.postern.connect.reachability.Others;
import dev.postern.connect.reachability.Reach;
import dev.postern.connect.reachability.ServerReach;
import dev.postern.grants.RunningGrants.Running;
import dev.postern.rules.Policy;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.Disclosure;
import dev.postern.rules.evaluation.Fact;
import dev.postern.rules.evaluation.Identity;
import dev.postern.rules.evaluation.PolicyRef;
import dev.postern.servers.Server;
import dev.postern.servers.policies.PolicyWords;
import dev.postern.tunnels.Standings;

import org.springframework.context.MessageSource;

/** Describes in words who reaches what, with names that were all read at one moment. */
class ReachWords {

	private static final int FEW_DOMAINS = 3;

	private final PolicyWords words;

	private final Standings standings;

	private final MessageSource messages;

	private final Running running;

	ReachWords(PolicyWords words, Standings standings, MessageSource messages, Running running) {
		this.words = words;
		this.standings = standings;
		this.messages = messages;
		this.running = running;
	}

	/** How the tunnels were at that moment, as far as was seen. */
	Standings standings() {
		return this.standings;
	}

	/** One policy as a whole sentence. */
	public String of(Policy policy) {
		return this.words.of(policy);
	}

	/** Who gets in by all policies together, everybody named. */
	public String allWhoGetIn(Server server) {
		return this.words.allWhoGetIn(policies(server));
	}

	private List<Policy> policies(Server server) {
		return this.running.policies(server.id(), server.spec());
	}

	/** Those who get in and are not known; empty when nobody else does. */
	public String others(Others others) {
		List<String> said = new ArrayList<>();
		switch (others.anybody()) {
			case Access.Allowed _ -> said.add(anybody(others.domainsThat(AccessVerdict.DENIED)));
			case Access.Depends depends -> said.add(text("some", this.words.of(depends.reason())));
			case Access.Denied _ -> {
			}
		}
		List<String> open = others.domainsThat(AccessVerdict.ALLOWED);
		if (!open.isEmpty()) {
			said.add(text("at", domains(open)));
		}
		byReason(others).forEach((reason, domains) -> said.add(text("at-if", domains(domains), reason)));
		return String.join("; ", said);
	}

	private String anybody(List<String> keptOut) {
		return keptOut.isEmpty() ? text("anybody") : text("anybody-but", domains(keptOut));
	}

	private Map<String, List<String>> byReason(Others others) {
		return others.domainsThat(AccessVerdict.DEPENDS)
			.stream()
			.collect(Collectors.groupingBy((domain) -> reason(Objects.requireNonNull(others.domains().get(domain))),
					TreeMap::new, Collectors.toList()));
	}

	private String domains(List<String> domains) {
		int more = domains.size() - FEW_DOMAINS;
		String few = String.join(", ", domains.stream().limit(FEW_DOMAINS).toList());
		return (more > 0) ? text("more", few, more) : few;
	}

	private String text(String code, Object... args) {
		return this.messages.getMessage("connect.others." + code, args, Locale.ENGLISH);
	}

	/** Who gets in, short enough for a row of a table. */
	public String whoGetsIn(Server server) {
		return this.words.whoGetsIn(policies(server));
	}

	PersonAccess person(Reach reach) {
		KnownPerson person = reach.person();
		return new PersonAccess(person.email(), person.name(), person.hasSignedIn(), reach.verdict(), policies(reach),
				reason(reach), unknown(reach));
	}

	ServerAccess server(Reach reach) {
		Server server = reach.server();
		return new ServerAccess(server.id(), server.spec().name(), server.spec().hostname(), server.phase(),
				server.connection(this.standings), reach.verdict(), policies(reach), reason(reach), unknown(reach));
	}

	/** How machines get in; empty when none does. */
	String serviceTokens(ServerReach reach) {
		return (reach.serviceTokens() instanceof Access.Denied) ? "" : this.words.of(reach.serviceTokens().reason());
	}

	static List<String> policies(Reach reach) {
		return reach.access().by().stream().map(PolicyRef::name).toList();
	}

	String reason(Reach reach) {
		return reason(reach.access());
	}

	/**
	 * What else has to hold for the person, as it may be told to them; empty when nothing
	 * does.
	 */
	String condition(Reach reach) {
		return (reach.access() instanceof Access.Depends depends)
				? this.words.of(depends, new Disclosure(new Identity(reach.person().email()))) : "";
	}

	/** Why somebody gets in or not, or what has to hold for it. */
	String reason(Access access) {
		return this.words.of(access.reason());
	}

	static Set<Fact> unknown(Reach reach) {
		return (reach.access() instanceof Access.Depends depends) ? depends.unknown() : Set.of();
	}

}
