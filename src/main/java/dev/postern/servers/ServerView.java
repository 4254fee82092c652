package dev.postern.servers;

import java.time.Instant;
import java.util.List;

import dev.postern.kernel.GoDuration;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.tunnels.Connection;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server as the API and the audit show it; the names are those of {@link ServerDraft}'s
 * fields.
 *
 * @param sessionDuration as Go writes durations, for example {@code 24h}
 * @param policies in Cloudflare's shape, in order of precedence
 */
public record ServerView(ServerId id, String name, Hostname hostname, TunnelId tunnelId, String service,
		String loginUser, ApplicationType applicationType, String sessionDuration, boolean enforceAtConnector,
		String description, List<String> tags, @Schema(implementation = PolicySchema[].class) ArrayNode policies,
		long version, Phase phase, long generation, long appliedGeneration, long accessGeneration,
		@Nullable Problem problem, Instant createdAt, Instant updatedAt, @Nullable Instant retiredAt) {

	public static ServerView of(Server server) {
		return of(server, server.problem());
	}

	/** The same by what was seen of the way to it since its last run. */
	public static ServerView of(Server server, Connection connection) {
		return of(server, server.problem(connection));
	}

	private static ServerView of(Server server, @Nullable Problem problem) {
		ServerSpec spec = server.spec();
		return new ServerView(server.id(), spec.name(), spec.hostname(), spec.tunnel(), spec.service(),
				spec.loginUser(), spec.applicationType(), GoDuration.format(spec.sessionDuration()),
				spec.enforceAtConnector(), spec.description(), spec.tags(), listed(spec.policies()), server.version(),
				server.phase(), server.generation(), server.appliedGeneration(), server.accessGeneration(), problem,
				server.createdAt(), server.updatedAt(), server.retiredAt());
	}

	/**
	 * The place in the list says the precedence; a number beside it could contradict it.
	 */
	private static ArrayNode listed(List<Policy> policies) {
		ArrayNode array = PolicyCodec.write(policies);
		array.forEach((policy) -> ((ObjectNode) policy).remove("precedence"));
		return array;
	}

}
