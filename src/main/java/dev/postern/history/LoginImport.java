package dev.postern.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.grants.RunningGrants;
import dev.postern.jobs.RecurringJob;
import dev.postern.servers.Servers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Imports Cloudflare's login log exactly once (I14): looks at what is new every time, and
 * goes on with the sweep that finds what Cloudflare shows late.
 */
@Component
class LoginImport implements RecurringJob {

	private static final Logger log = LoggerFactory.getLogger(LoginImport.class);

	private final Cloudflare cloudflare;

	private final Servers servers;

	private final RunningGrants grants;

	private final LoginStore store;

	private final LoginSweep sweep;

	private final Partitions partitions;

	private final HistoryProperties properties;

	private final Clock clock;

	LoginImport(Cloudflare cloudflare, Servers servers, RunningGrants grants, LoginStore store, LoginSweep sweep,
			Partitions partitions, HistoryProperties properties, Clock clock) {
		this.cloudflare = cloudflare;
		this.servers = servers;
		this.grants = grants;
		this.store = store;
		this.sweep = sweep;
		this.partitions = partitions;
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "history-import";
	}

	@Override
	public Duration every() {
		return this.properties.pollEvery();
	}

	@Override
	public void run() {
		Instant now = this.clock.instant();
		try {
			importUntil(now);
		}
		catch (RuntimeException | Error ex) {
			note(ex, now);
			throw ex;
		}
	}

	/** Whatever it was, readers must see that logins are missing (I14). */
	private void note(Throwable thrown, Instant now) {
		try {
			this.store.fail(ImportFailure.FAILED, thrown.getClass().getName(), null, now);
		}
		catch (RuntimeException ex) {
			thrown.addSuppressed(ex);
		}
	}

	private void importUntil(Instant now) {
		this.partitions.maintain(now);
		ImportState state = this.store.begin(this.properties.alarmAfter(), now);
		try {
			int added = importAll(state, now);
			this.store.succeed(now);
			if (added > 0 || state.failure() != null) {
				log.info("Imported logins added={} until={}", added, now);
			}
		}
		catch (CloudflareException ex) {
			ImportFailure failure = failureOf(ex);
			this.store.fail(failure, ex.getMessage(), ex.documentation().orElse(null), now);
			if (failure != state.failure()) {
				log.warn("Logins cannot be imported trouble={} said={}", failure, ex.getMessage());
			}
			return;
		}
		this.sweep.goOn(now);
	}

	/**
	 * Begins a little before what is certain to be complete, and before the newest entry,
	 * so that one that Cloudflare showed a little late is found at once. Asks for what
	 * Cloudflare should have deleted too, since it may have kept it longer, but not for
	 * what is not kept here.
	 */
	private int importAll(ImportState state, Instant now) {
		Instant oldest = now.minus(this.properties.retention());
		Instant complete = Objects.requireNonNullElse(state.importedUntil(), oldest);
		Instant seen = Objects.requireNonNullElse(state.lastEventAt(), complete);
		Instant since = latest(earliest(complete, seen).minus(this.properties.overlap()),
				now.minus(this.properties.keep()));
		Look look = new Look(now, state.importedUntil(), oldest);
		try {
			return importSince(since, look);
		}
		catch (CloudflareException.Rejected ex) {
			if (!since.isBefore(oldest)) {
				throw ex;
			}
			return importSince(oldest, look);
		}
	}

	private int importSince(Instant since, Look look) {
		LogWalk walk = new LogWalk(this.cloudflare, LogPlace.at(since), look.at());
		Attribution attribution = new Attribution(this.servers.all(), this.grants);
		int added = 0;
		while (!walk.isOver()) {
			EntryRows rows = EntryRows.of(walk.next(), attribution);
			added += this.store.storePart(rows, walk.completeUntil(), look);
		}
		return added;
	}

	private static ImportFailure failureOf(CloudflareException ex) {
		return switch (ex) {
			case CloudflareException.Unauthorized _ -> ImportFailure.NOT_ALLOWED;
			case CloudflareException.Throttled _ -> ImportFailure.BUSY;
			case CloudflareException.Unavailable _ -> ImportFailure.UNREACHABLE;
			case CloudflareException.Missing _, CloudflareException.Rejected _ -> ImportFailure.REJECTED;
		};
	}

	private static Instant latest(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	private static Instant earliest(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

}
