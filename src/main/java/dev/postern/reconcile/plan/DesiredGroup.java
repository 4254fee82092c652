package dev.postern.reconcile.plan;

import dev.postern.kernel.GroupId;

/** One rule group as it shall stand. */
public record DesiredGroup(GroupId id, AccessGroupSpec spec) {
}
