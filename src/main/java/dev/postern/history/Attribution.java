package dev.postern.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.postern.cloudflare.AccessRequest;
import dev.postern.kernel.EmailAddress;
import dev.postern.rules.Access;
import dev.postern.rules.Identity;
import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;

/** Finds the server that a login was for, and whether its policies explain the login. */
final class Attribution {

	private final Map<String, Server> servers = new HashMap<>();

	Attribution(List<Server> servers) {
		servers.forEach((server) -> this.servers.put(server.spec().hostname().value(), server));
	}

	/** The server whose hostname the application has; {@code null} for a foreign one. */
	@Nullable Server server(AccessRequest request) {
		String domain = request.appDomain();
		if (domain == null) {
			return null;
		}
		int path = domain.indexOf('/');
		return this.servers.get((path < 0) ? domain : domain.substring(0, path));
	}

	/**
	 * Whether a policy lets the person in. Not known for a refusal, a foreign
	 * application, a service token, and where the policies may have been others then.
	 */
	static @Nullable Boolean explained(AccessRequest request, @Nullable Server server) {
		if (server == null || !request.allowed() || server.generation() != server.appliedGeneration()
				|| server.updatedAt().isAfter(request.createdAt())) {
			return null;
		}
		try {
			Identity person = new Identity(EmailAddress.of(request.userEmail()));
			return !(Access.evaluate(server.spec().policies(), server.spec().setting(),
					person) instanceof Access.Denied);
		}
		catch (IllegalArgumentException _) {
			return null;
		}
	}

}
