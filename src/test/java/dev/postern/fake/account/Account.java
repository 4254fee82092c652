package dev.postern.fake.account;

import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import dev.postern.fake.access.Access;
import dev.postern.fake.api.Routes;
import dev.postern.fake.dns.DnsRecords;
import dev.postern.fake.dns.Zones;
import dev.postern.fake.kernel.AccountContext;
import dev.postern.fake.kernel.Behaviour;
import dev.postern.fake.kernel.IdGenerator;
import dev.postern.fake.tunnels.TunnelConfigurations;
import dev.postern.fake.tunnels.Tunnels;

/** Everything that the fake account holds, behind one lock. */
public final class Account {

	private final ReentrantLock lock = new ReentrantLock();

	private final AccountContext context;

	private final Routes routes = new Routes();

	private final Authentication authentication;

	private final RateLimit rateLimit;

	private final Zones zones;

	private final DnsRecords dns;

	private final Tunnels tunnels;

	private final Access access;

	/** Takes its ids from where they go on when an account is emptied. */
	public Account(String account, Clock clock, IdGenerator ids) {
		this.context = new AccountContext(account, clock, new Behaviour(), ids);
		this.authentication = new Authentication(ids);
		this.rateLimit = new RateLimit(clock, this.context.behaviour());
		this.zones = new Zones(this.context);
		this.dns = new DnsRecords(this.context, this.zones);
		this.tunnels = new Tunnels(this.context);
		this.access = new Access(this.context, this.zones);
		this.authentication.routes(this.routes);
		new AccountEndpoint(account).routes(this.routes);
		this.zones.routes(this.routes);
		this.dns.routes(this.routes);
		this.tunnels.routes(this.routes);
		new TunnelConfigurations(this.context, this.tunnels).routes(this.routes);
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

	public Zones zones() {
		return this.zones;
	}

	public DnsRecords dns() {
		return this.dns;
	}

	public Tunnels tunnels() {
		return this.tunnels;
	}

	public Access access() {
		return this.access;
	}

}
