package dev.postern.reconcile;

import java.util.Collection;
import java.util.List;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.grants.RunningGrants;
import dev.postern.grants.RunningGrants.Running;
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

	private final RunningGrants grants;

	private volatile @Nullable String teamName;

	DesiredStateFactory(Cloudflare cloudflare, RunningGrants grants) {
		this.cloudflare = cloudflare;
		this.grants = grants;
	}

	/** What the servers of a tunnel want; retired ones want nothing. */
	DesiredState of(TunnelId tunnel, Collection<Server> servers, GroupTranslation groups) {
		return of(tunnel, wanted(servers, groups));
	}

	/** The same without the team's name, where nothing is done but who gets in. */
	DesiredState ofAccess(TunnelId tunnel, Collection<Server> servers, GroupTranslation groups) {
		return DesiredState.of(tunnel, "", wanted(servers, groups));
	}

	private List<DesiredServer> wanted(Collection<Server> servers, GroupTranslation groups) {
		Running running = this.grants.now();
		return servers.stream()
			.filter((server) -> !server.retired())
			.map((server) -> server(server.id(), server.spec(), groups, running))
			.toList();
	}

	/** The same with a server as somebody would like it to be. */
	DesiredState with(DesiredState desired, DesiredServer wanted) {
		return of(desired.tunnel(), List.copyOf(desired.with(wanted).servers().values()));
	}

	/** What a server wants, or would want with other settings. */
	DesiredServer server(ServerId id, ServerSpec spec, GroupTranslation groups) {
		return server(id, spec, groups, this.grants.now());
	}

	private static DesiredServer server(ServerId id, ServerSpec spec, GroupTranslation groups, Running running) {
		return new DesiredServer(id, spec.hostname(), spec.zone(), spec.service(), spec.enforceAtConnector(),
				ApplicationSpec.wanted(spec.name(), spec.applicationType().wire(), spec.hostname(),
						spec.sessionDuration(), groups.toCloudflare(running.policies(id, spec))));
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
