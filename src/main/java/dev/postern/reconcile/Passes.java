package dev.postern.reconcile;

import dev.postern.reconcile.apply.Applier;
import dev.postern.reconcile.ledger.GroupTranslator;
import dev.postern.reconcile.observe.Observer;

import org.springframework.stereotype.Component;

/** What every pass works with. */
@Component
record Passes(Wishes wishes, Observer observer, Applier applier, RemovalApprovals approvals, Farewell farewell,
		GroupTranslator groups, ReconcileProperties properties) {
}
