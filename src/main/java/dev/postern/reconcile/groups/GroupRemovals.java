package dev.postern.reconcile.groups;

import java.util.List;
import java.util.stream.Collectors;

import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.kernel.Sha256;
import dev.postern.reconcile.ReconcileProperties;
import dev.postern.reconcile.RemovalApprovals;
import dev.postern.reconcile.plan.Guard;
import dev.postern.reconcile.plan.Mode;

import org.springframework.stereotype.Service;

/** Lets as many groups be removed as the brake permits, or a person (I7). */
@Service
public class GroupRemovals {

	private final RuleGroups groups;

	private final RemovalApprovals approvals;

	private final ReconcileProperties properties;

	GroupRemovals(RuleGroups groups, RemovalApprovals approvals, ReconcileProperties properties) {
		this.groups = groups;
		this.approvals = approvals;
		this.properties = properties;
	}

	/** The groups that are to be removed. */
	public List<Group> waiting() {
		return this.groups.all().stream().filter(Group::retired).toList();
	}

	/** Whether they wait for a person's word. */
	public boolean needApproval() {
		return this.properties.mode() == Mode.FULL && braked(waiting().size());
	}

	/** Names the removals; an approval is good for these only. */
	public String basis() {
		return Sha256
			.of(waiting().stream().map((group) -> group.id().toString()).sorted().collect(Collectors.joining(",")));
	}

	/** What may be done without asking when so many groups are to be removed. */
	Guard guard(int removals) {
		return this.properties.guard(braked(removals));
	}

	private boolean braked(int removals) {
		return removals > this.properties.deletionBrake()
				&& !this.approvals.isApproved(RemovalApprovals.GROUPS, basis());
	}

}
