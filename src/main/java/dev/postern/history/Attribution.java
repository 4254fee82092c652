package dev.postern.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.postern.cloudflare.model.AccessRequest;
import dev.postern.grants.RunningGrants;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.Identity;
import dev.postern.rules.evaluation.PolicySet;
import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the server that a login was for, and whether its policies explain the login. */
final class Attribution {

	private static final Logger log = LoggerFactory.getLogger(Attribution.class);

	private final Map<Hostname, Server> servers = new HashMap<>();

	private final RunningGrants grants;

	Attribution(List<Server> servers, RunningGrants grants) {
		this.grants = grants;
		servers.forEach((server) -> this.servers.put(server.spec().hostname(), server));
	}

	/** The server whose hostname the application has; {@code null} for a foreign one. */
	@Nullable Server server(AccessRequest request) {
		String domain = request.appDomain();
		if (domain == null) {
			return null;
		}
		int path = domain.indexOf('/');
		return Hostname.inAnySpelling((path < 0) ? domain : domain.substring(0, path))
			.map(this.servers::get)
			.orElse(null);
	}

	/**
	 * Whether a policy lets the person in, or a grant did then. Not known for a refusal,
	 * a foreign application, a service token, where the policies may have been others
	 * then, and where it can't be found out: a login that nobody can explain must not
	 * keep others out of the history (I14).
	 */
	@Nullable Boolean explained(AccessRequest request, @Nullable Server server) {
		if (server == null || !request.allowed() || server.generation() != server.appliedGeneration()
				|| server.updatedAt().isAfter(request.createdAt())) {
			return null;
		}
		try {
			EmailAddress email = EmailAddress.of(request.userEmail());
			Access access = PolicySet.of(server.spec().policies(), server.spec().evaluationContext())
				.evaluate(new Identity(email));
			return !(access instanceof Access.Denied) || this.grants.runs(server.id(), email, request.createdAt());
		}
		catch (RuntimeException | StackOverflowError ex) {
			log.debug("Cannot tell whether a login is explained server={}", server.id(), ex);
			return null;
		}
	}

}
