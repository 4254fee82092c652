package dev.postern.fake.account;

import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import dev.postern.fake.access.AccessObjects;
import dev.postern.fake.api.Routes;
import dev.postern.fake.dns.DnsArea;
import dev.postern.fake.dns.ZonesArea;
import dev.postern.fake.kernel.AccountContext;
import dev.postern.fake.kernel.Behaviour;
import dev.postern.fake.kernel.Ids;
import dev.postern.fake.tunnels.ConfigurationsArea;
import dev.postern.fake.tunnels.TunnelsArea;

/** Everything that the fake account holds, behind one lock. */
public final class World {

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
	public World(String account, Clock clock, Ids ids) {
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

	public <T> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	public AccountContext context() {
		return this.context;
	}

	public Routes routes() {
		return this.routes;
	}

	public Authentication authentication() {
		return this.authentication;
	}

	public RateLimit rateLimit() {
		return this.rateLimit;
	}

	public ZonesArea zones() {
		return this.zones;
	}

	public DnsArea dns() {
		return this.dns;
	}

	public TunnelsArea tunnels() {
		return this.tunnels;
	}

	public AccessObjects access() {
		return this.access;
	}

}
