package dev.postern.reconcile;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.postern.kernel.Hostname;
import dev.postern.reconcile.plan.Plan;

/**
 * What the next run over a tunnel would take down.
 *
 * @param hostnames that would lose something
 * @param waiting whether that is more than the brake lets pass and nobody has approved it
 * @param basis names the removals; an approval is good for these only
 */
public record PendingRemovals(Plan plan, SortedSet<Hostname> hostnames, boolean waiting, String basis) {

	public PendingRemovals {
		hostnames = Collections.unmodifiableSortedSet(new TreeSet<>(hostnames));
	}

}
