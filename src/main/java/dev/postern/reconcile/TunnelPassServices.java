package dev.postern.reconcile;

import dev.postern.reconcile.apply.Applier;
import dev.postern.reconcile.ledger.GroupTranslator;
import dev.postern.reconcile.observe.Observer;

import org.springframework.stereotype.Component;

/** What every pass works with. */
@Component
record TunnelPassServices(DesiredStateFactory desiredStates, Observer observer, Applier applier,
		RemovalApprovals approvals, Cleanup cleanup, GroupTranslator groups, ReconcileProperties properties) {
}
