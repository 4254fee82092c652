package dev.postern.directory.groups;

import java.time.Instant;

import dev.postern.kernel.GroupId;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A rule group that Postern keeps.
 *
 * @param version counts the edits; an edit must name the one it has seen
 * @param generation counts what Cloudflare has to follow
 * @param appliedGeneration the generation that was last seen to stand at Cloudflare
 * @param retiredAt when its removal was asked for
 */
public record Group(GroupId id, GroupSpec spec, long version, Phase phase, @Nullable Problem problem, long generation,
		long appliedGeneration, Instant createdAt, Instant updatedAt, @Nullable Instant retiredAt) {

	public boolean retired() {
		return this.retiredAt != null;
	}

	/** What it is called at Cloudflare. */
	public MarkedName markedName() {
		return new MarkedName(this.spec.name(), this.id);
	}

}
