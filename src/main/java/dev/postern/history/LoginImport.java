package dev.postern.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.AccessRequest;
import dev.postern.jobs.RecurringJob;
import dev.postern.servers.Servers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Imports Cloudflare's login log exactly once (I14). The log has no cursor of its own, so
 * the import walks by time: each part starts a little before the end of the one before
 * it, which no entry that comes or goes meanwhile can shift, and what is stored already
 * is not stored again.
 */
@Component
class LoginImport implements RecurringJob {

	private static final Logger log = LoggerFactory.getLogger(LoginImport.class);

	static final int PAGE_SIZE = 1000;

	/** Whether an entry at the very start of a time range belongs to it is not known. */
	private static final Duration TIME_OVERLAP = Duration.ofSeconds(1);

	private final Cloudflare cloudflare;

	private final Servers servers;

	private final LoginStore store;

	private final Partitions partitions;

	private final HistoryProperties properties;

	private final Clock clock;

	LoginImport(Cloudflare cloudflare, Servers servers, LoginStore store, Partitions partitions,
			HistoryProperties properties, Clock clock) {
		this.cloudflare = cloudflare;
		this.servers = servers;
		this.store = store;
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
		}
	}

	/**
	 * Begins a little before what is certain to be complete, and before the newest entry,
	 * so that one that Cloudflare showed late is still found. Asks for what Cloudflare
	 * should have deleted too, since it may have kept it longer, but not for what is not
	 * kept here.
	 */
	private int importAll(ImportState state, Instant now) {
		Instant oldest = now.minus(this.properties.retention());
		Instant complete = Objects.requireNonNullElse(state.importedUntil(), oldest);
		Instant seen = Objects.requireNonNullElse(state.lastEventAt(), complete);
		Instant since = latest(earliest(complete, seen).minus(this.properties.overlap()),
				now.minus(this.properties.keep()));
		try {
			return importRange(since, now, oldest);
		}
		catch (CloudflareException.Rejected ex) {
			if (!since.isBefore(oldest)) {
				throw ex;
			}
			return importRange(oldest, now, oldest);
		}
	}

	private int importRange(Instant first, Instant until, Instant oldest) {
		Attribution attribution = new Attribution(this.servers.all());
		Instant since = first;
		int page = 1;
		int added = 0;
		while (true) {
			List<AccessRequest> part = read(since, until, page);
			boolean last = part.size() < PAGE_SIZE;
			Instant next = (part.isEmpty() || !isOldestFirst(part)) ? since
					: part.getLast().createdAt().minus(TIME_OVERLAP);
			Instant completeUntil = last ? until : earliest(latest(next, first), until);
			added += this.store.storePart(part.stream().map((request) -> LoginRow.of(request, attribution)).toList(),
					completeUntil, oldest);
			if (last) {
				return added;
			}
			page = next.isAfter(since) ? 1 : page + 1;
			since = latest(next, since);
		}
	}

	private List<AccessRequest> read(Instant since, Instant until, int page) {
		return this.cloudflare.inBackground(() -> this.cloudflare.accessRequests(since, until, page, PAGE_SIZE));
	}

	private static boolean isOldestFirst(List<AccessRequest> part) {
		return part.equals(part.stream().sorted(Comparator.comparing(AccessRequest::createdAt)).toList());
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
