package dev.postern.browser;

import java.time.Instant;
import java.util.List;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Drafts;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import org.awaitility.Awaitility;

/** The account of the try-out, and servers in it. */
final class DemoServers {

	private static final Actor ADMIN = Actor.person(EmailAddress.of(DemoPerson.ADMIN.email()));

	private final FakeCloudflare cloudflare;

	private final Servers servers;

	private List<Server> everyState = List.of();

	DemoServers(FakeCloudflare cloudflare, Servers servers) {
		this.cloudflare = cloudflare;
		this.servers = servers;
		if (cloudflare.state().tunnels().isEmpty()) {
			DemoAccount.fill(cloudflare, Instant.now());
		}
		Awaitility.await("the portal knows zones and tunnels")
			.ignoreExceptions()
			.until(() -> servers.check(draft("new", "ssh-new.example.jp"), null) != null);
	}

	/**
	 * A server that works, one whose hostname belongs to somebody else at Cloudflare, and
	 * one for which Cloudflare makes no record today, on a tunnel of its own.
	 */
	List<Server> everyState() {
		if (this.everyState.isEmpty()) {
			this.cloudflare.faults().on(Calls.WRITE_DNS.mentioning("ssh-batch")).always().status(500);
			this.everyState = List.of(settled(draft("orders-db", "ssh-db1.example.jp"), Phase.READY),
					settled(draft("old-box", "ssh-old.example.jp"), Phase.HELD),
					settled(draft("batch", "ssh-batch.example.jp", tunnel("osaka-datacenter")), Phase.FAILED));
		}
		return this.everyState;
	}

	/** A server that works. */
	Server ready(String name, String hostname) {
		return settled(draft(name, hostname), Phase.READY);
	}

	/** One that stands as wanted, on a tunnel that no connector was ever started for. */
	Server cutOff() {
		return settled(draft("spare-box", "ssh-spare-box.example.jp", this.cloudflare.addTunnel("berlin-spare")),
				Phase.READY);
	}

	/** Lets the next such call wait until it is released. */
	Fault holdUp(CallMatcher calls) {
		return this.cloudflare.faults().on(calls).hang();
	}

	private Server settled(ServerDraft draft, Phase phase) {
		ServerId id = this.servers.register(draft, ADMIN).id();
		return Awaitility.await(draft.name() + " is " + phase)
			.until(() -> this.servers.find(id).orElseThrow(), (server) -> server.phase() == phase);
	}

	TunnelId tunnel() {
		return tunnel("tokyo-office");
	}

	private TunnelId tunnel(String name) {
		return this.cloudflare.state()
			.tunnels()
			.stream()
			.filter((tunnel) -> tunnel.path("name").asString().equals(name))
			.map((tunnel) -> TunnelId.of(tunnel.path("id").asString()))
			.findFirst()
			.orElseThrow();
	}

	private ServerDraft draft(String name, String hostname) {
		return draft(name, hostname, tunnel());
	}

	private static ServerDraft draft(String name, String hostname, TunnelId tunnel) {
		return new ServerDraft(name, hostname, tunnel.toString(), "ssh://host.docker.internal:22", "myuser", "ssh",
				"24h", false, "Orders, production", Drafts.allow(DemoPerson.DEVELOPER.email()));
	}

}
