package dev.postern.servers;

import java.time.Instant;

import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/**
 * A registered server as it stands.
 *
 * @param version counts the edits; an edit must name the one it has seen
 * @param generation counts what Cloudflare has to follow
 * @param appliedGeneration the generation that was last seen to stand at Cloudflare
 * @param accessGeneration the generation whose application was last seen to say who gets
 * in; 0 before the first
 * @param retiredAt when its removal was asked for
 */
public record Server(ServerId id, ServerSpec spec, long version, Phase phase, @Nullable Problem problem,
		long generation, long appliedGeneration, long accessGeneration, Instant createdAt, Instant updatedAt,
		@Nullable Instant retiredAt) {

	/**
	 * Whether those who get in are still those from before the last edit, so that it
	 * keeps nobody out yet.
	 */
	public boolean awaitsAccess() {
		return !retired() && this.accessGeneration > 0 && this.accessGeneration < this.generation;
	}

	public boolean retired() {
		return this.retiredAt != null;
	}

}
