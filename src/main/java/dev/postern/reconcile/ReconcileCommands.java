package dev.postern.reconcile;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.plan.Guard;
import dev.postern.reconcile.plan.Mode;
import dev.postern.reconcile.plan.Plan;
import dev.postern.servers.Server;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What people order beyond editing servers: look again, and remove as much as that. */
@Service
public class ReconcileCommands {

	private final Previews previews;

	private final RemovalApprovals approvals;

	private final TunnelReconciler reconciler;

	private final ReconcileProperties properties;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transactions;

	ReconcileCommands(Previews previews, RemovalApprovals approvals, TunnelReconciler reconciler,
			ReconcileProperties properties, ApplicationEventPublisher events, TransactionTemplate transactions) {
		this.previews = previews;
		this.approvals = approvals;
		this.reconciler = reconciler;
		this.properties = properties;
		this.events = events;
		this.transactions = transactions;
	}

	/** Has a server's tunnel looked at and put right now. */
	public void applyAgain(Server server, Actor actor) {
		this.transactions.executeWithoutResult((status) -> {
			this.events.publishEvent(new Recorded(actor, "server.reconciliation_requested",
					new Subject("server", server.id().toString(), server.spec().name()), null, null));
			this.reconciler.request(server.spec().tunnel());
		});
	}

	/** What the next run over a tunnel would take down. */
	public PendingRemovals removals(TunnelId tunnel) {
		Plan plan = this.previews.of(tunnel).plan();
		TreeSet<Hostname> hostnames = new TreeSet<>(
				(this.properties.mode() == Mode.FULL) ? Guard.removals(plan) : Set.of());
		String basis = Guard.basis(plan);
		boolean waiting = hostnames.size() > this.properties.deletionBrake()
				&& !this.approvals.isApproved(tunnel.toString(), basis);
		return new PendingRemovals(plan, hostnames, waiting, basis);
	}

	/**
	 * Lets a tunnel's removals pass and has them made, unless they are others than the
	 * person has seen.
	 * @param basis names the removals that the person has seen
	 * @return whether they were approved
	 */
	public boolean approve(TunnelId tunnel, String basis, Actor actor) {
		PendingRemovals now = removals(tunnel);
		if (!now.basis().equals(basis)) {
			return false;
		}
		return Objects.requireNonNull(this.transactions.execute((status) -> {
			note(tunnel, now.plan(), actor);
			this.reconciler.request(tunnel);
			return true;
		}));
	}

	/**
	 * Lets the removal of servers pass that somebody is about to ask for and has
	 * confirmed by their number, so that the brake does not ask the same once more.
	 */
	public void approveAhead(TunnelId tunnel, Set<Hostname> hostnames, Actor actor) {
		Plan plan = this.previews.without(tunnel, hostnames);
		Set<Hostname> removals = Guard.removals(plan);
		if (removals.size() > this.properties.deletionBrake() && hostnames.containsAll(removals)) {
			this.transactions.executeWithoutResult((status) -> note(tunnel, plan, actor));
		}
	}

	private void note(TunnelId tunnel, Plan plan, Actor actor) {
		if (this.approvals.approve(tunnel.toString(), Guard.basis(plan), actor)) {
			ObjectNode after = JsonNodeFactory.instance.objectNode();
			ArrayNode hostnames = after.putArray("hostnames");
			Guard.removals(plan).forEach((hostname) -> hostnames.add(hostname.value()));
			this.events.publishEvent(new Recorded(actor, "tunnel.removals_approved",
					new Subject("tunnel", tunnel.toString(), tunnel.toString()), null, after));
		}
	}

}
