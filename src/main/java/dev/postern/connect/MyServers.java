package dev.postern.connect;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.Access;
import dev.postern.rules.Identity;
import dev.postern.servers.Phase;
import dev.postern.servers.PolicyWords;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;

import org.springframework.stereotype.Service;

/** The servers whose policies let a person in, and no others (I13). */
@Service
public class MyServers {

	private final Servers servers;

	private final PolicyWords words;

	MyServers(Servers servers, PolicyWords words) {
		this.servers = servers;
		this.words = words;
	}

	/** By name; those that are being removed are gone already. */
	public List<MyServer> of(EmailAddress person) {
		Identity identity = new Identity(person);
		return this.servers.all()
			.stream()
			.filter((server) -> !server.retired() && server.phase() != Phase.REMOVING)
			.flatMap((server) -> seen(server, identity).stream())
			.sorted(Comparator.comparing(MyServer::name))
			.toList();
	}

	private Optional<MyServer> seen(Server server, Identity identity) {
		return switch (Access.evaluate(server.spec().policies(), server.spec().setting(), identity)) {
			case Access.Allowed _ -> Optional.of(mine(server, ""));
			case Access.Depends depends -> Optional.of(mine(server, this.words.of(depends)));
			case Access.Denied _ -> Optional.empty();
		};
	}

	private static MyServer mine(Server server, String condition) {
		return new MyServer(server.id(), server.spec().name(), server.spec().hostname(), server.spec().loginUser(),
				condition, server.phase(), server.appliedGeneration() > 0);
	}

}
