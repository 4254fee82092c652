package dev.postern.servers.lists;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Page;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.lists.ListOrder;
import dev.postern.kernel.lists.SortedRows;
import dev.postern.servers.LastLogins;
import dev.postern.servers.LastLogins.LastLogin;
import dev.postern.servers.Server;
import dev.postern.servers.ServerFilter;
import dev.postern.servers.ServerKey;
import dev.postern.servers.ServerState;
import dev.postern.servers.Servers;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Lists servers. What sorts them is partly known outside the database, so the keys of all
 * that match are read, and of those on the page everything.
 */
@Component
public class ServerList {

	/** The newest first. */
	public static final String USUAL = "-created";

	private static final String LAST_LOGIN = "lastLogin";

	private static final List<String> COLUMNS = List.of("created", "name", "tunnel", "phase", LAST_LOGIN);

	/** Those that need somebody come first. */
	private static final List<ServerState> BY_URGENCY = List.of(ServerState.HELD, ServerState.FAILED,
			ServerState.CUT_OFF, ServerState.DRIFTED, ServerState.APPLYING, ServerState.PENDING, ServerState.REMOVING,
			ServerState.READY);

	private final Servers servers;

	private final TunnelNames tunnels;

	private final LastLogins lastLogins;

	ServerList(Servers servers, TunnelNames tunnels, LastLogins lastLogins) {
		this.servers = servers;
		this.tunnels = tunnels;
		this.lastLogins = lastLogins;
	}

	/**
	 * A part of the servers that match, the retired ones too.
	 * @param sort a column, after a minus for the greatest first; empty for the usual
	 * @param cursor where the part before ended; {@code null} or empty for the first
	 * @throws InvalidInput when there is no such column, or the cursor is none of ours
	 */
	public ServerPart part(ServerFilter filter, String sort, @Nullable String cursor, int size) {
		ListOrder order = ListOrder.of(sort, USUAL, COLUMNS);
		List<ServerKey> keys = this.servers.keys(filter);
		List<ServerId> ids = keys.stream().map(ServerKey::id).toList();
		boolean byLogin = order.column().equals(LAST_LOGIN);
		Map<ServerId, LastLogin> all = byLogin ? this.lastLogins.of(ids) : Map.of();
		Page<ServerKey> page = new SortedRows<>(order, value(order.column(), all), ServerKey::name).part(keys, cursor,
				size);
		List<Server> servers = this.servers.inOrder(page.items().stream().map(ServerKey::id).toList());
		List<ServerId> shown = servers.stream().map(Server::id).toList();
		Map<ServerId, LastLogin> logins = byLogin ? all : this.lastLogins.of(shown);
		return new ServerPart(servers, logins, page.next(), keys.size(),
				(int) keys.stream().filter((key) -> key.phase() == Phase.HELD).count());
	}

	private Function<ServerKey, @Nullable String> value(String column, Map<ServerId, LastLogin> logins) {
		return switch (column) {
			case "name" -> (key) -> SortedRows.text(key.name());
			case "tunnel" -> {
				Map<TunnelId, String> names = this.tunnels.all();
				yield (key) -> SortedRows
					.text(Objects.requireNonNullElse(names.get(key.tunnel()), key.tunnel().toString()));
			}
			case "phase" -> (key) -> SortedRows.number(BY_URGENCY.indexOf(ServerState.of(key)));
			case LAST_LOGIN -> (key) -> {
				LastLogin login = logins.get(key.id());
				return (login != null) ? SortedRows.time(login.at()) : null;
			};
			default -> (key) -> SortedRows.time(key.createdAt());
		};
	}

}
