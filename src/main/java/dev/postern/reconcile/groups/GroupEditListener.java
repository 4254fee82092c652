package dev.postern.reconcile.groups;

import dev.postern.directory.groups.GroupEdited;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Hears of edits of groups inside their transaction, so that an edit and the job that
 * carries it out exist together or not at all.
 */
@Component
class GroupEditListener {

	private final GroupReconciler reconciler;

	GroupEditListener(GroupReconciler reconciler) {
		this.reconciler = reconciler;
	}

	@EventListener
	void on(GroupEdited edited) {
		this.reconciler.follow();
	}

}
