package dev.postern.servers;

import java.time.Instant;

import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.tunnels.Connection;
import dev.postern.tunnels.Standings;
import org.jspecify.annotations.Nullable;

/**
 * A registered server as it stands.
 *
 * @param version counts the edits; an edit must name the one it has seen
 * @param generation counts what Cloudflare has to follow
 * @param appliedGeneration the generation that was last seen to stand at Cloudflare
 * @param accessGeneration the generation whose application was last seen to say who gets
 * in; 0 before the first
 * @param ruleVersion the version of its tunnel's configuration that brought its rule;
 * {@code null} when that is not known or long ago
 * @param retiredAt when its removal was asked for
 */
public record Server(ServerId id, ServerSpec spec, long version, Phase phase, @Nullable Problem problem,
		long generation, long appliedGeneration, long accessGeneration, @Nullable Integer ruleVersion,
		Instant createdAt, Instant updatedAt, @Nullable Instant retiredAt) {

	/** The code of the problem that no connector runs. */
	private static final String CONNECTOR_DOWN = "connector-down";

	/**
	 * Whether those who get in are still those from before the last edit, so that it
	 * keeps nobody out yet.
	 */
	public boolean awaitsAccess() {
		return !retired() && this.accessGeneration > 0 && this.accessGeneration < this.generation;
	}

	/** Whether people get through to it, as was last seen. */
	public Connection connection(Standings standings) {
		return standings.connection(this.spec.tunnel(), this.ruleVersion);
	}

	/** Its problem, unless it speaks of connectors that were seen to run since. */
	public @Nullable Problem problem(Connection connection) {
		Problem last = this.problem;
		return (last != null && last.code().equals(CONNECTOR_DOWN) && connection.running()) ? null : last;
	}

	public boolean retired() {
		return this.retiredAt != null;
	}

}
