package dev.postern.reconcile;

import dev.postern.reconcile.ledger.Ledger;
import dev.postern.servers.ServerEdited;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Hears of edits inside their transaction, so that an edit and the job that carries it
 * out exist together or not at all.
 */
@Component
class ServerEditListener {

	private final Ledger ledger;

	private final Refusals refusals;

	private final TunnelReconciler reconciler;

	ServerEditListener(Ledger ledger, Refusals refusals, TunnelReconciler reconciler) {
		this.ledger = ledger;
		this.refusals = refusals;
		this.reconciler = reconciler;
	}

	@EventListener
	void on(ServerEdited edited) {
		if (!edited.from().equals(edited.to())) {
			this.ledger.move(edited.server(), edited.to());
			this.reconciler.follow(edited.from());
		}
		this.refusals.edited(edited.server());
		this.ledger.handOver(edited.hostname(), edited.server(), edited.to());
		this.reconciler.follow(edited.to());
	}

}
