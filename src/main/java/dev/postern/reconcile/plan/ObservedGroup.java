package dev.postern.reconcile.plan;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.postern.kernel.AccessGroupId;
import dev.postern.kernel.GroupId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An Access group as it stands.
 *
 * @param ours which group of Postern's it is, as the ledger says; {@code null} for a
 * foreign one
 * @param marked which group of Postern's its name tells of; {@code null} for none
 * @param duplicate whether it was made besides the one that counts, by a request of ours
 * whose answer was lost
 * @param unknownFields what Cloudflare does not tell of it; {@code spec} says nothing
 * about these
 * @param body the whole object, so that what Postern does not settle survives a change
 */
public record ObservedGroup(AccessGroupId id, @Nullable GroupId ours, @Nullable GroupId marked, boolean duplicate,
		AccessGroupSpec spec, SortedSet<String> unknownFields, ObjectNode body) {

	public ObservedGroup {
		unknownFields = Collections.unmodifiableSortedSet(new TreeSet<>(unknownFields));
	}

}
