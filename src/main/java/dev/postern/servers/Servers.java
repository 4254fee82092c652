package dev.postern.servers;

import java.util.List;
import java.util.Optional;

import dev.postern.kernel.Actor;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The registry of servers. Every change bumps the generation, publishes
 * {@link ServerEdited} and a {@code Recorded}, all in one transaction.
 */
@Service
public class Servers {

	/** Checks a draft against the rules and the registry, without storing it. */
	public ServerSpec check(ServerDraft draft, @Nullable ServerId existing) {
		throw new UnsupportedOperationException();
	}

	public Server register(ServerDraft draft, Actor actor) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Changes what is wanted of a server.
	 * @throws StaleEdit when {@code version} is not the current one
	 */
	public Server edit(ServerId id, long version, ServerDraft draft, Actor actor) {
		throw new UnsupportedOperationException();
	}

	/** Asks for the removal of a server; asking again is no error. */
	public Server retire(ServerId id, Actor actor) {
		throw new UnsupportedOperationException();
	}

	public Optional<Server> find(ServerId id) {
		throw new UnsupportedOperationException();
	}

	/** All servers of a tunnel, the retired ones too, in one read. */
	public List<Server> onTunnel(TunnelId tunnel) {
		throw new UnsupportedOperationException();
	}

	/** All servers that are not retired, by name, in one read. */
	public List<Server> all() {
		throw new UnsupportedOperationException();
	}

	/** Notes how far Cloudflare is; no change of what is wanted. */
	public void report(ServerId id, Phase phase, @Nullable Problem problem) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Notes that a generation was seen to stand at Cloudflare: READY if still the newest.
	 */
	public void applied(ServerId id, long generation) {
		throw new UnsupportedOperationException();
	}

	/** Drops a retired server of which nothing is left at Cloudflare. */
	public void forget(ServerId id, Actor actor) {
		throw new UnsupportedOperationException();
	}

}
