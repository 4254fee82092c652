package dev.postern.servers.lists;

import java.util.List;
import java.util.Map;

import dev.postern.kernel.ServerId;
import dev.postern.servers.LastLogins.LastLogin;
import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of servers.
 *
 * @param lastLogins of those servers that had one
 * @param next the cursor of the part that follows; {@code null} at the end
 * @param total how many servers match, on all parts
 * @param held how many of them need a decision
 */
public record ServerPart(List<Server> servers, Map<ServerId, LastLogin> lastLogins, @Nullable String next, int total,
		int held) {

	public ServerPart {
		servers = List.copyOf(servers);
		lastLogins = Map.copyOf(lastLogins);
	}

}
