package dev.postern.reconcile.web;

import java.util.UUID;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Drafts;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;

import static org.awaitility.Awaitility.await;

/** An account with one zone and one tunnel, and servers in it. */
final class ServersFixture {

	static final Actor ADA = Actor.person(EmailAddress.of("ada@example.com"));

	private final FakeCloudflare cloudflare;

	private final Servers servers;

	private final TunnelId tunnel;

	ServersFixture(FakeCloudflare cloudflare, Servers servers) {
		this.cloudflare = cloudflare;
		this.servers = servers;
		String label = UUID.randomUUID().toString().substring(0, 8);
		if (cloudflare.state().tunnels().isEmpty()) {
			cloudflare.addZone("example.jp");
		}
		this.tunnel = cloudflare.addTunnel("office-" + label);
		cloudflare.addConnector(this.tunnel);
		cloudflare.asSomebodyElse().addRule(this.tunnel, "wiki-%s.example.jp".formatted(label), "http://wiki:80");
	}

	TunnelId tunnel() {
		return this.tunnel;
	}

	/** The id of a server's application. */
	String app(Server server) {
		return this.cloudflare.state().app(server.spec().hostname().value()).orElseThrow().path("id").asString();
	}

	FakeCloudflare cloudflare() {
		return this.cloudflare;
	}

	/** What somebody enters for a server of this tunnel; its hostname is its own. */
	ServerDraft draft(String name) {
		String unique = name + "-" + UUID.randomUUID().toString().substring(0, 8);
		return Drafts.with(Drafts.aServer(unique), "tunnelId", this.tunnel.toString());
	}

	/** Registers a server and waits until it has come to rest. */
	Server settled(ServerDraft draft) {
		ServerId id = this.servers.register(draft, ADA).id();
		return await().until(() -> this.servers.find(id).orElseThrow(), this::isAtRest);
	}

	private boolean isAtRest(Server server) {
		return switch (server.phase()) {
			case READY, HELD, FAILED, DRIFTED -> true;
			case PENDING, APPLYING, REMOVING -> false;
		};
	}

	Server awaitPhase(ServerId id, Phase phase) {
		return await().until(() -> this.servers.find(id).orElseThrow(), (server) -> server.phase() == phase);
	}

	Server awaitProblem(ServerId id, String code) {
		return await().until(() -> this.servers.find(id).orElseThrow(),
				(server) -> server.problem() != null && server.problem().code().equals(code));
	}

	void awaitGone(ServerId id) {
		await().until(() -> this.servers.find(id).isEmpty());
	}

	Servers servers() {
		return this.servers;
	}

}
