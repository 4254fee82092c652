package dev.postern.grants;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.jobs.RecurringJob;
import dev.postern.kernel.ServerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has grants begin, take their steps and end when it is time, whichever instance lives.
 * Each look does all that is due, so that nothing depends on a look that was missed.
 */
@Component
public class GrantClock implements RecurringJob {

	private static final Logger log = LoggerFactory.getLogger(GrantClock.class);

	/** A token without the permission is not asked all the time. */
	private static final Duration PAUSE = Duration.ofMinutes(1);

	private static final Duration REQUESTS_KEPT = Duration.ofDays(7);

	private final GrantStore store;

	private final GrantSteps steps;

	private final GrantStandings standings;

	private final GrantPublisher publisher;

	private final GrantProperties properties;

	private final Cloudflare cloudflare;

	private final TransactionTemplate transactions;

	private final Clock clock;

	/** When the logins of a grant were tried to be ended last, and could not be. */
	private final Map<GrantId, Instant> tried = new ConcurrentHashMap<>();

	GrantClock(GrantStore store, GrantSteps steps, GrantStandings standings, GrantPublisher publisher,
			GrantProperties properties, Cloudflare cloudflare, TransactionTemplate transactions, Clock clock) {
		this.store = store;
		this.steps = steps;
		this.standings = standings;
		this.publisher = publisher;
		this.properties = properties;
		this.cloudflare = cloudflare;
		this.transactions = transactions;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "grant-clock";
	}

	@Override
	public Duration every() {
		return this.properties.lookEvery();
	}

	@Override
	public void run() {
		advance();
		this.store.forgetSent(this.clock.instant().minus(REQUESTS_KEPT));
		endLogins();
	}

	/** Takes all steps that are due, in the database alone. */
	public void advance() {
		for (ServerId server : new TreeSet<>(this.store.serversWithOpen())) {
			this.transactions.executeWithoutResult((status) -> {
				this.store.lock(server);
				this.steps.look(server);
			});
		}
		this.standings.forgetGone();
	}

	/**
	 * Ends the logins of people that could last longer than their grant, since it ended
	 * early or was taken out late. Those that ended in time need nothing.
	 */
	private void endLogins() {
		List<GrantStanding> outliving = this.standings.outliving();
		this.tried.keySet().retainAll(outliving.stream().map(GrantStanding::grant).toList());
		Instant now = this.clock.instant();
		for (GrantStanding standing : outliving) {
			Instant last = this.tried.get(standing.grant());
			if (last != null && now.isBefore(last.plus(PAUSE))) {
				continue;
			}
			try {
				this.cloudflare.revokeUser(standing.email());
			}
			catch (CloudflareException ex) {
				this.tried.put(standing.grant(), now);
				log.warn("Cannot end logins that may outlive a grant yet grant={} until={} said={}", standing.grant(),
						standing.sessionsUntil(), ex.getMessage());
				continue;
			}
			this.transactions.executeWithoutResult((status) -> {
				this.standings.tokensEnded(standing.grant());
				this.store.find(standing.grant())
					.ifPresent((grant) -> this.publisher.sessionsEnded(grant, GrantSteps.POSTERN));
			});
		}
	}

}
