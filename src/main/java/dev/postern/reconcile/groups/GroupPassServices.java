package dev.postern.reconcile.groups;

import dev.postern.directory.groups.RuleGroups;
import dev.postern.reconcile.ReconcileProperties;
import dev.postern.reconcile.ledger.GroupLedger;

import org.springframework.stereotype.Component;

/** What every pass over the groups works with. */
@Component
record GroupPassServices(RuleGroups groups, GroupObserver observer, GroupApplier applier, GroupLedger ledger,
		GroupRemovals removals, GroupHistory history, ReconcileProperties properties) {
}
