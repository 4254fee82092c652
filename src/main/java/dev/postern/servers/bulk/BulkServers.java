package dev.postern.servers.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.ServerRetired;
import dev.postern.servers.ServerSpec;
import dev.postern.servers.Servers;
import dev.postern.servers.StaleServer;
import dev.postern.servers.checks.InputProblems;

import org.springframework.stereotype.Service;

/**
 * Changes and removes many servers at once: each with an entry of its own in the audit,
 * and only as somebody has seen it.
 */
@Service
public class BulkServers {

	/** As many at once can still be looked over. */
	public static final int MOST = 200;

	private final Servers servers;

	BulkServers(Servers servers) {
		this.servers = servers;
	}

	/**
	 * What became of servers that somebody has seen.
	 * @throws InvalidInput when they are none or too many
	 */
	public Selection select(List<ServerVersion> seen) {
		if (seen.isEmpty()) {
			throw InvalidInput.of("server", "", "servers.error.bulk.none");
		}
		if (seen.size() > MOST) {
			throw InvalidInput.of("server", "", "servers.error.bulk.many", MOST, seen.size());
		}
		Map<ServerId, Server> found = this.servers.inOrder(seen.stream().map(ServerVersion::id).toList())
			.stream()
			.collect(Collectors.toMap(Server::id, Function.identity(), (one, _) -> one));
		List<Server> usable = new ArrayList<>();
		List<LeftOut> leftOut = new ArrayList<>();
		for (ServerVersion one : seen) {
			Server server = found.get(one.id());
			if (server == null) {
				leftOut.add(new LeftOut(one.id(), one.id().toString(), LeftOut.Why.GONE));
			}
			else if (server.retired()) {
				leftOut.add(LeftOut.of(server, LeftOut.Why.LEAVING));
			}
			else if (server.version() != one.version()) {
				leftOut.add(LeftOut.of(server, LeftOut.Why.CHANGED));
			}
			else {
				usable.add(server);
			}
		}
		return new Selection(usable, leftOut);
	}

	/**
	 * What is wanted of servers after an edit; those on which nothing becomes different
	 * are left out.
	 * @throws InvalidInput with everything that is wrong
	 */
	public List<EditedServer> edited(List<Server> servers, BulkWishes wishes) {
		BulkEdit edit = BulkEdit.of(wishes);
		InputProblems problems = new InputProblems();
		List<EditedServer> edited = servers.stream()
			.map((server) -> new EditedServer(server, edit.on(server, problems)))
			.filter((one) -> !one.after().equals(one.server().spec()))
			.toList();
		problems.throwIfAny();
		return edited;
	}

	/** Edits servers; those that somebody changes meanwhile are left out. */
	public Outcome apply(List<EditedServer> edited, Actor actor) {
		List<Server> done = new ArrayList<>();
		List<LeftOut> leftOut = new ArrayList<>();
		for (EditedServer one : edited) {
			Server server = one.server();
			try {
				done.add(this.servers.adjust(server.id(), server.version(), one.after(), actor));
			}
			catch (StaleServer ex) {
				leftOut.add(LeftOut.of(server, LeftOut.Why.CHANGED));
			}
			catch (ServerRetired ex) {
				leftOut.add(LeftOut.of(server, LeftOut.Why.LEAVING));
			}
			catch (ServerNotFound ex) {
				leftOut.add(LeftOut.of(server, LeftOut.Why.GONE));
			}
		}
		return new Outcome(done, leftOut);
	}

	/** Asks for the removal of servers; those that somebody changes meanwhile stay. */
	public Outcome retire(List<Server> servers, Actor actor) {
		List<Server> done = this.servers.retire(servers.stream().collect(Collectors.toMap(Server::id, Server::version)),
				actor);
		Set<ServerId> gone = done.stream().map(Server::id).collect(Collectors.toSet());
		return new Outcome(done,
				servers.stream()
					.filter((server) -> !gone.contains(server.id()))
					.map((server) -> LeftOut.of(server, LeftOut.Why.CHANGED))
					.toList());
	}

	/**
	 * Servers that somebody has chosen.
	 *
	 * @param servers those that still are as they were seen
	 */
	public record Selection(List<Server> servers, List<LeftOut> leftOut) {

		public Selection {
			servers = List.copyOf(servers);
			leftOut = List.copyOf(leftOut);
		}

	}

	/** What is wanted of a server from now on. */
	public record EditedServer(Server server, ServerSpec after) {

		/** Whether Cloudflare has something to follow. */
		public boolean reachesCloudflare() {
			return !this.after.sessionDuration().equals(this.server.spec().sessionDuration());
		}

	}

	/** What was done. */
	public record Outcome(List<Server> done, List<LeftOut> leftOut) {

		public Outcome {
			done = List.copyOf(done);
			leftOut = List.copyOf(leftOut);
		}

	}

	/** A server to which nothing was done. */
	public record LeftOut(ServerId id, String name, Why why) {

		static LeftOut of(Server server, Why why) {
			return new LeftOut(server.id(), server.spec().name(), why);
		}

		/** Why nothing was done to it. */
		public enum Why {

			CHANGED, LEAVING, GONE

		}

	}

}
