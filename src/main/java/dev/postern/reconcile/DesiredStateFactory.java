package dev.postern.reconcile;

import java.util.Collection;
import java.util.List;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.ledger.GroupTranslation;
import dev.postern.reconcile.plan.ApplicationSpec;
import dev.postern.reconcile.plan.DesiredServer;
import dev.postern.reconcile.plan.DesiredState;
import dev.postern.servers.Server;
import dev.postern.servers.ServerSpec;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Puts what the registry says into the planner's terms. */
@Component
class DesiredStateFactory {

	private final Cloudflare cloudflare;

	private volatile @Nullable String teamName;

	DesiredStateFactory(Cloudflare cloudflare) {
		this.cloudflare = cloudflare;
	}

	/** What the servers of a tunnel want; retired ones want nothing. */
	DesiredState of(TunnelId tunnel, Collection<Server> servers, GroupTranslation groups) {
		List<DesiredServer> wanted = servers.stream()
			.filter((server) -> !server.retired())
			.map((server) -> server(server.id(), server.spec(), groups))
			.toList();
		return of(tunnel, wanted);
	}

	/** The same with a server as somebody would like it to be. */
	DesiredState with(DesiredState desired, DesiredServer wanted) {
		return of(desired.tunnel(), List.copyOf(desired.with(wanted).servers().values()));
	}

	static DesiredServer server(ServerId id, ServerSpec spec, GroupTranslation groups) {
		return new DesiredServer(id, spec.hostname(), spec.zone(), spec.service(), spec.enforceAtConnector(),
				ApplicationSpec.wanted(spec.name(), spec.applicationType().wire(), spec.hostname(),
						spec.sessionDuration(), groups.toCloudflare(spec.policies())));
	}

	private DesiredState of(TunnelId tunnel, List<DesiredServer> wanted) {
		boolean needsTeam = wanted.stream().anyMatch(DesiredServer::enforceAtConnector);
		return DesiredState.of(tunnel, needsTeam ? teamName() : "", wanted);
	}

	/** Asked for once: renaming a team is rare and asks for a restart. */
	private String teamName() {
		String known = this.teamName;
		if (known == null) {
			known = this.cloudflare.organization().teamName();
			this.teamName = known;
		}
		return known;
	}

}
