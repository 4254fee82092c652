package dev.postern.reconcile;

import java.time.Instant;
import java.util.List;

import dev.postern.directory.Group;
import dev.postern.directory.RuleGroups;

import org.springframework.stereotype.Component;

/** What every pass over the groups works with. */
@Component
record GroupPasses(RuleGroups groups, GroupObserver observer, GroupApplier applier, GroupLedger ledger,
		GroupRemovals removals, GroupHistory history, ReconcileProperties properties) {

	GroupPass over(List<Group> groups, Instant now, Instant retryAt, TunnelLock.Held lock) {
		return new GroupPass(this, groups, now, retryAt, lock);
	}

}
