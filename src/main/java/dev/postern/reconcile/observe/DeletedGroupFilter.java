package dev.postern.reconcile.observe;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.postern.directory.groups.GroupReferences;
import dev.postern.reconcile.ledger.GroupLedger;
import dev.postern.reconcile.plan.ApplicationSpec;
import dev.postern.reconcile.plan.ObservedApp;
import dev.postern.reconcile.plan.ObservedState;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;

import org.springframework.stereotype.Component;

/**
 * Sees through applications that only seem to protect: where a restriction names a group
 * that somebody has deleted, it restricts nobody, so such policies count as none (I1).
 */
@Component
class DeletedGroupFilter {

	private final GroupLedger ledger;

	DeletedGroupFilter(GroupLedger ledger) {
		this.ledger = ledger;
	}

	ObservedState filter(ObservedState observed) {
		Set<UUID> lost = this.ledger.lost();
		if (lost.isEmpty()) {
			return observed;
		}
		return observed.with(observed.applications().stream().map((app) -> filter(app, lost)).toList());
	}

	private static ObservedApp filter(ObservedApp app, Set<UUID> lost) {
		if (app.spec().policies().stream().noneMatch((policy) -> restrictsNobody(policy, lost))) {
			return app;
		}
		ApplicationSpec spec = app.spec();
		return new ObservedApp(app.id(), app.aud(), app.ownership(), app.server(), app.hostname(),
				new ApplicationSpec(spec.name(), spec.type(), spec.domain(), spec.destinations(),
						spec.sessionDuration(), spec.marked(), List.of()),
				app.destinations(), app.unknownFields(), app.body());
	}

	/** A condition on who gets in fails closed, one on who does not fails open. */
	private static boolean restrictsNobody(Policy policy, Set<UUID> lost) {
		List<Selector> restrictions = switch (policy.decision()) {
			case ALLOW, NON_IDENTITY, BYPASS -> policy.exclude();
			case DENY -> policy.include();
		};
		return restrictions.stream()
			.anyMatch((selector) -> GroupReferences.of(selector).filter(lost::contains).isPresent());
	}

}
