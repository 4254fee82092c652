package dev.postern.reconcile;

import java.time.Clock;

import dev.postern.grants.GrantStandings;
import dev.postern.reconcile.apply.Applier;
import dev.postern.reconcile.ledger.GroupTranslator;
import dev.postern.reconcile.observe.Observer;

import org.springframework.stereotype.Component;

/** What every pass works with. */
@Component
record TunnelPassServices(DesiredStateFactory desiredStates, Observer observer, Applier applier,
		RemovalApprovals approvals, Refusals refusals, Cleanup cleanup, GroupTranslator groups, GrantStandings grants,
		ReconcileProperties properties, Clock clock) {
}
