package dev.postern.reconcile;

import java.util.List;

import dev.postern.kernel.TunnelId;
import dev.postern.servers.Server;

import org.springframework.stereotype.Component;

/** What every pass works with. */
@Component
record Passes(Wishes wishes, Observer observer, Applier applier, RemovalApprovals approvals, Farewell farewell,
		GroupTranslator groups, ReconcileProperties properties) {

	Pass over(TunnelId tunnel, List<Server> servers, Reports reports, RunLog run, TunnelLock.Held lock) {
		return new Pass(this, tunnel, servers, reports, run, lock);
	}

}
