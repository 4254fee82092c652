package dev.postern.reconcile;

import org.springframework.stereotype.Component;

/** What every pass works with. */
@Component
record Passes(Wishes wishes, Observer observer, Applier applier, RemovalApprovals approvals, Farewell farewell,
		GroupTranslator groups, ReconcileProperties properties) {
}
