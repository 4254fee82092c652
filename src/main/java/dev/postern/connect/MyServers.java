package dev.postern.connect;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.postern.connect.certificates.Certificates;
import dev.postern.connect.certificates.ServerAuthority;
import dev.postern.connect.reachability.CallerReach;
import dev.postern.connect.reachability.Reachability;
import dev.postern.grants.RunningGrants;
import dev.postern.grants.RunningGrants.Running;
import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.Sha256;
import dev.postern.rules.TemporaryPolicy;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.Disclosure;
import dev.postern.servers.AccessApplications;
import dev.postern.servers.Server;
import dev.postern.servers.ServerSpec;
import dev.postern.servers.hostkeys.HostKeys;
import dev.postern.servers.hostkeys.PinnedKeys;
import dev.postern.servers.policies.PolicyWords;
import dev.postern.tunnels.Standings;
import dev.postern.tunnels.TunnelStandings;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** The servers whose policies let a person in, and no others (I13). */
@Service
public class MyServers {

	/** Enough to tell one application from the next. */
	private static final int SHOWN = 12;

	private final Reachability reachability;

	private final PolicyWords words;

	private final TunnelStandings standings;

	private final AccessApplications applications;

	private final HostKeys hostKeys;

	private final Certificates certificates;

	private final RunningGrants grants;

	MyServers(Reachability reachability, PolicyWords words, TunnelStandings standings, AccessApplications applications,
			HostKeys hostKeys, Certificates certificates, RunningGrants grants) {
		this.reachability = reachability;
		this.words = words;
		this.standings = standings;
		this.applications = applications;
		this.hostKeys = hostKeys;
		this.certificates = certificates;
		this.grants = grants;
	}

	/**
	 * By name; those that are being removed are gone already. A login that names no group
	 * counts as being in none, so that nobody reads names for want of knowledge.
	 */
	public List<MyServer> of(Person person) {
		PolicyWords words = this.words.preloaded();
		Map<ServerId, String> applications = this.applications.current();
		Known known = new Known(this.standings.now(), applications, this.hostKeys.current(),
				this.certificates.standing(applications), this.grants.now());
		return this.reachability.ofCaller(person)
			.stream()
			.flatMap((reach) -> visible(reach, person, words, known).stream())
			.toList();
	}

	private static Optional<MyServer> visible(CallerReach reach, Person person, PolicyWords words, Known known) {
		return switch (reach.access()) {
			case Access.Allowed _ -> Optional.of(myServer(reach, person, "", known));
			case Access.Depends depends ->
				Optional.of(myServer(reach, person, words.of(depends, disclosed(reach, person)), known));
			case Access.Denied _ -> Optional.empty();
		};
	}

	/** Names of groups and addresses of others are for those who may read rules. */
	private static Disclosure disclosed(CallerReach reach, Person person) {
		return (person.has(Role.ADMIN) || person.has(Role.AUDITOR)) ? Disclosure.ALL : new Disclosure(reach.caller());
	}

	/** It stops by itself where nothing lets the person in but what runs out. */
	private static @Nullable Instant until(CallerReach reach, Person person, Known known) {
		boolean forAWhile = !reach.access().by().isEmpty()
				&& reach.access().by().stream().allMatch((policy) -> policy.name().equals(TemporaryPolicy.NAME));
		return forAWhile ? known.running().until(reach.server().id(), person.email()).orElse(null) : null;
	}

	private static MyServer myServer(CallerReach reach, Person person, String condition, Known known) {
		Server server = reach.server();
		ServerSpec spec = server.spec();
		String application = known.applications().getOrDefault(server.id(), "");
		return new MyServer(server.id(), spec.name(), spec.hostname(), spec.description(), spec.tags(),
				spec.loginUser(), condition, server.phase(), server.appliedGeneration() > 0,
				server.connection(known.standings()),
				application.isEmpty() ? "" : Sha256.of(application).substring(0, SHOWN),
				known.hostKeys().get(server.id()), authority(known, server), until(reach, person, known));
	}

	private static String authority(Known known, Server server) {
		ServerAuthority authority = known.authorities().get(server.id());
		return (authority != null) ? authority.mark() : "";
	}

	/** What is read once for all servers. */
	private record Known(Standings standings, Map<ServerId, String> applications, Map<ServerId, PinnedKeys> hostKeys,
			Map<ServerId, ServerAuthority> authorities, Running running) {
	}

}
