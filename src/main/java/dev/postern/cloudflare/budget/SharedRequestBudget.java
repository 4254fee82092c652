package dev.postern.cloudflare.budget;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import javax.sql.DataSource;

import dev.postern.cloudflare.CloudflareException.Throttled;
import dev.postern.cloudflare.CloudflareException.Unavailable;
import dev.postern.cloudflare.RequestPriority;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The budget that all instances share, kept in the database. Half of it may be used at
 * once and the other half comes back over 5 minutes, so that no 5 minutes, wherever they
 * begin, see more than the whole. Background work leaves a part of it to people. Besides,
 * each instance keeps a steady pace, since Cloudflare also counts seconds.
 */
class SharedRequestBudget implements RequestBudget {

	private static final Logger log = LoggerFactory.getLogger(SharedRequestBudget.class);

	static final Duration WINDOW = Duration.ofMinutes(5);

	private static final long BUCKET = 1;

	private static final int SHARE_OF_PEOPLE_PERCENT = 30;

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final RequestPause requestPause;

	private final Clock clock;

	private final Sleeper sleeper;

	private final BucketConfiguration configuration;

	private final Bucket shared;

	private final Bucket pace;

	private final long reserve;

	private volatile boolean configured;

	SharedRequestBudget(DataSource database, int requestsPerWindow, Clock clock, Sleeper sleeper) {
		this.requestPause = new RequestPause(database);
		this.clock = clock;
		this.sleeper = sleeper;
		int atOnce = requestsPerWindow / 2;
		this.reserve = (long) atOnce * SHARE_OF_PEOPLE_PERCENT / 100;
		this.configuration = BucketConfiguration.builder()
			.addLimit(Bandwidth.builder().capacity(atOnce).refillGreedy(requestsPerWindow - atOnce, WINDOW).build())
			.build();
		TimeMeter meter = new WallClock(clock);
		this.pace = Bucket.builder()
			.addLimit((limit) -> limit.capacity(Math.max(20, requestsPerWindow / 30))
				.refillGreedy(Math.max(10, requestsPerWindow / 90), Duration.ofSeconds(1)))
			.withCustomTimePrecision(meter)
			.build();
		ProxyManager<Long> buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
			.table("request_budget")
			.clientClock(meter)
			.build();
		this.shared = buckets.builder().build(BUCKET, () -> this.configuration);
	}

	@Override
	public void take(RequestPriority priority) {
		try {
			refuseWhenClosed();
			configureOnce();
			if (priority == RequestPriority.BACKGROUND) {
				leaveEnoughForPeople();
			}
			takeWithPatience(this.pace, "Too many requests at once");
			takeWithPatience(this.shared, "The request budget is used up");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new Unavailable("Interrupted while waiting to ask Cloudflare; nothing was sent");
		}
		catch (SQLException | BucketExecutionException ex) {
			throw new Unavailable("The request budget cannot be read; nothing was sent");
		}
	}

	@Override
	public void pauseFor(Duration duration) {
		try {
			this.requestPause.extendTo(this.clock.instant().plus(duration));
		}
		catch (SQLException ex) {
			log.warn("Cannot tell the other instances to leave Cloudflare alone duration={} problem={}", duration,
					ex.getMessage());
		}
	}

	/** How many requests may be sent at once now. */
	long left() {
		configureOnce();
		return this.shared.getAvailableTokens();
	}

	private void refuseWhenClosed() throws SQLException {
		Instant now = this.clock.instant();
		this.requestPause.pausedUntil(now).ifPresent((until) -> {
			throw new Throttled("Cloudflare asked to be left alone until " + until, Duration.between(now, until));
		});
	}

	/** A bucket keeps the size it was made with until it is told another. */
	private void configureOnce() {
		if (!this.configured) {
			this.shared.replaceConfiguration(this.configuration, TokensInheritanceStrategy.PROPORTIONALLY);
			this.configured = true;
		}
	}

	private void leaveEnoughForPeople() {
		Duration wait = waitFor(this.shared, 1 + this.reserve);
		if (wait.isPositive()) {
			throw new Throttled("The rest of the request budget is kept for people", wait);
		}
	}

	private void takeWithPatience(Bucket bucket, String otherwise) throws InterruptedException {
		boolean taken = bucket.asBlocking()
			.tryConsume(1, PATIENCE, (nanos) -> this.sleeper.sleep(Duration.ofNanos(nanos)));
		if (!taken) {
			throw new Throttled(otherwise, waitFor(bucket, 1));
		}
	}

	private static Duration waitFor(Bucket bucket, long requests) {
		return Duration.ofNanos(bucket.estimateAbilityToConsume(requests).getNanosToWaitForRefill());
	}

	/** The clock in the form that buckets want. */
	private record WallClock(Clock clock) implements TimeMeter {

		@Override
		public long currentTimeNanos() {
			return this.clock.millis() * 1_000_000;
		}

		@Override
		public boolean isWallClockBased() {
			return true;
		}

	}

}
