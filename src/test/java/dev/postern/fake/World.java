package dev.postern.fake;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Everything that the fake account holds, behind one lock. */
final class World {

	private final ReentrantLock lock = new ReentrantLock();

	private final Clock clock;

	private final String account;

	private final Behaviour behaviour = new Behaviour();

	private final Ids ids;

	private final Routes routes = new Routes();

	private final Authentication authentication = new Authentication(this);

	private final RateLimit rateLimit;

	private final AccountArea accounts = new AccountArea(this);

	private final ZonesArea zones = new ZonesArea(this);

	private final DnsArea dns = new DnsArea(this);

	private final TunnelsArea tunnels = new TunnelsArea(this);

	private final ConfigurationsArea configurations = new ConfigurationsArea(this);

	private final AccessObjects access = new AccessObjects(this);

	private final AccessAppsArea apps = new AccessAppsArea(this);

	private final LoginLogsArea logins = new LoginLogsArea(this);

	/** Takes its ids from where they go on when an account is emptied. */
	World(String account, Clock clock, Ids ids) {
		this.ids = ids;
		this.account = account;
		this.clock = clock;
		this.rateLimit = new RateLimit(clock, this.behaviour);
		this.authentication.routes(this.routes);
		this.accounts.routes(this.routes);
		this.zones.routes(this.routes);
		this.dns.routes(this.routes);
		this.tunnels.routes(this.routes);
		this.configurations.routes(this.routes);
		this.access.routes(this.routes);
		this.apps.routes(this.routes);
		new AppPoliciesArea(this).routes(this.routes);
		this.logins.routes(this.routes);
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

	Instant now() {
		return this.clock.instant();
	}

	String account() {
		return this.account;
	}

	Behaviour behaviour() {
		return this.behaviour;
	}

	Ids ids() {
		return this.ids;
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

	AccessAppsArea apps() {
		return this.apps;
	}

	LoginLogsArea logins() {
		return this.logins;
	}

}
