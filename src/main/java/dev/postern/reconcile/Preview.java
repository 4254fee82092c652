package dev.postern.reconcile;

import dev.postern.reconcile.plan.Plan;

/**
 * What would be done.
 *
 * @param basis names what was seen and what would be done; another basis means another
 * plan
 */
public record Preview(Plan plan, String basis) {
}
