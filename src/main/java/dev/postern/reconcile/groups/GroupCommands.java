package dev.postern.reconcile.groups;

import java.util.Objects;

import dev.postern.directory.groups.Group;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.reconcile.RemovalApprovals;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What people order beyond editing groups: look again, and remove as many as that. */
@Service
public class GroupCommands {

	private final GroupRemovals removals;

	private final RemovalApprovals approvals;

	private final GroupReconciler reconciler;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transactions;

	GroupCommands(GroupRemovals removals, RemovalApprovals approvals, GroupReconciler reconciler,
			ApplicationEventPublisher events, TransactionTemplate transactions) {
		this.removals = removals;
		this.approvals = approvals;
		this.reconciler = reconciler;
		this.events = events;
		this.transactions = transactions;
	}

	/** Has all groups looked at and put right now. */
	public void applyAgain(Group group, Actor actor) {
		this.transactions.executeWithoutResult((status) -> {
			this.events.publishEvent(new Recorded(actor, "group.reconciliation_requested",
					new Subject("group", group.id().toString(), group.spec().name()), null, null));
			this.reconciler.request();
		});
	}

	/**
	 * Lets the removals of groups pass and has them made, unless they are others than the
	 * person has seen.
	 * @param basis names the removals that the person has seen
	 * @return whether they were approved
	 */
	public boolean approve(String basis, Actor actor) {
		return Objects.requireNonNull(this.transactions.execute((status) -> {
			if (!this.removals.basis().equals(basis)) {
				return false;
			}
			if (this.approvals.approve(RemovalApprovals.GROUPS, basis, actor)) {
				ObjectNode after = JsonNodeFactory.instance.objectNode();
				ArrayNode names = after.putArray("groups");
				this.removals.waiting().forEach((group) -> names.add(group.spec().name()));
				this.events.publishEvent(new Recorded(actor, "group.removals_approved",
						new Subject("group", basis.substring(0, 16), "groups"), null, after));
			}
			this.reconciler.request();
			return true;
		}));
	}

}
