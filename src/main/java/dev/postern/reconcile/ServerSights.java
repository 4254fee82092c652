package dev.postern.reconcile;

import java.util.Optional;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.Hostname;
import dev.postern.reconcile.observe.Freshness;
import dev.postern.reconcile.plan.Ingress;
import dev.postern.reconcile.plan.ObservedApp;
import dev.postern.reconcile.plan.ObservedRecord;
import dev.postern.reconcile.plan.ObservedState;
import dev.postern.servers.Server;
import dev.postern.servers.ServerSpec;
import dev.postern.tunnels.CloudflareUnavailable;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Looks at what stands at Cloudflare for single servers. Changes nothing. */
@Service
public class ServerSights {

	private final Previews previews;

	private final Cloudflare cloudflare;

	ServerSights(Previews previews, Cloudflare cloudflare) {
		this.previews = previews;
		this.cloudflare = cloudflare;
	}

	/**
	 * What stands for a server.
	 * @throws CloudflareUnavailable when that can't be known now (I3)
	 */
	public ServerSight of(Server server) {
		try {
			ObservedState observed = this.previews.observed(server.spec().tunnel(), Freshness.RECENT);
			Hostname hostname = server.spec().hostname();
			return new ServerSight(dns(observed, server.spec()), application(observed, hostname),
					observed.ourApplication(hostname).map(ObservedApp::aud).orElse(null), teamDomain(),
					rule(observed, server.spec()), taker(observed, hostname), observed.ingress().version());
		}
		catch (CloudflareException ex) {
			throw new CloudflareUnavailable(ex);
		}
	}

	private static ServerSight.DnsState dns(ObservedState observed, ServerSpec spec) {
		Optional<ObservedRecord> ours = observed.ourRecord(spec.hostname());
		if (ours.isEmpty()) {
			boolean foreign = !observed.recordsAt(spec.hostname()).isEmpty();
			return foreign ? ServerSight.DnsState.FOREIGN : observed.knowsRecordsAt(spec.hostname())
					? ServerSight.DnsState.MISSING : ServerSight.DnsState.NOT_KNOWN;
		}
		if (!ours.get().unknownFields().isEmpty()) {
			return ServerSight.DnsState.NOT_KNOWN;
		}
		if (!ours.get().spec().leadsTo(spec.tunnel())) {
			return ServerSight.DnsState.ELSEWHERE;
		}
		return ours.get().spec().proxied() ? ServerSight.DnsState.STANDS : ServerSight.DnsState.NOT_PROXIED;
	}

	private static ServerSight.AppState application(ObservedState observed, Hostname hostname) {
		Optional<ObservedApp> ours = observed.ourApplication(hostname);
		if (ours.isEmpty()) {
			boolean foreign = observed.applicationsFor(hostname).stream().anyMatch((app) -> app.covers(hostname));
			return foreign ? ServerSight.AppState.FOREIGN : ServerSight.AppState.MISSING;
		}
		return switch (ours.get().protection(hostname)) {
			case GUARDED -> ServerSight.AppState.STANDS;
			case NONE -> ServerSight.AppState.UNGUARDED;
			case NOT_KNOWN -> ServerSight.AppState.NOT_KNOWN;
		};
	}

	private static ServerSight.RuleState rule(ObservedState observed, ServerSpec spec) {
		Ingress ingress = observed.ingress();
		if (ingress.equals(Ingress.LOCAL_FILE)) {
			return ServerSight.RuleState.IN_FILE;
		}
		if (ingress.equals(Ingress.DELETED_TUNNEL)) {
			return ServerSight.RuleState.TUNNEL_GONE;
		}
		if (ingress.equals(Ingress.NOT_TOLD)) {
			return ServerSight.RuleState.NOT_KNOWN;
		}
		if (!observed.isRouted(spec.hostname())) {
			return ServerSight.RuleState.MISSING;
		}
		if (!observed.isLedByOurRule(spec.hostname())) {
			return ServerSight.RuleState.TAKEN;
		}
		return ingress.routesTo(spec.hostname(), spec.service()) ? ServerSight.RuleState.OURS
				: ServerSight.RuleState.ELSEWHERE;
	}

	private static String taker(ObservedState observed, Hostname hostname) {
		return observed.ingress().ruleTaking(hostname).map((rule) -> rule.path("hostname").asString("")).orElse("");
	}

	/** Without it the rest is still worth knowing. */
	private @Nullable String teamDomain() {
		try {
			return this.cloudflare.organization().authDomain();
		}
		catch (CloudflareException ex) {
			return null;
		}
	}

}
