package dev.postern.fake;

import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Everything that the fake account holds, behind one lock. */
final class World {

	private final ReentrantLock lock = new ReentrantLock();

	private final AccountContext context;

	private final Routes routes = new Routes();

	private final Authentication authentication;

	private final RateLimit rateLimit;

	private final ZonesArea zones;

	private final DnsArea dns;

	private final TunnelsArea tunnels;

	private final AccessObjects access;

	/** Takes its ids from where they go on when an account is emptied. */
	World(String account, Clock clock, Ids ids) {
		this.context = new AccountContext(account, clock, new Behaviour(), ids);
		this.authentication = new Authentication(ids);
		this.rateLimit = new RateLimit(clock, this.context.behaviour());
		this.zones = new ZonesArea(this.context);
		this.dns = new DnsArea(this.context, this.zones);
		this.tunnels = new TunnelsArea(this.context);
		this.access = new AccessObjects(this.context, this.zones);
		this.authentication.routes(this.routes);
		new AccountArea(account).routes(this.routes);
		this.zones.routes(this.routes);
		this.dns.routes(this.routes);
		this.tunnels.routes(this.routes);
		new ConfigurationsArea(this.context, this.tunnels).routes(this.routes);
		this.access.routes(this.routes);
	}

	<T> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	AccountContext context() {
		return this.context;
	}

	Routes routes() {
		return this.routes;
	}

	Authentication authentication() {
		return this.authentication;
	}

	RateLimit rateLimit() {
		return this.rateLimit;
	}

	ZonesArea zones() {
		return this.zones;
	}

	DnsArea dns() {
		return this.dns;
	}

	TunnelsArea tunnels() {
		return this.tunnels;
	}

	AccessObjects access() {
		return this.access;
	}

}
