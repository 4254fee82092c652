package dev.postern.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.AccessRequest;
import dev.postern.cloudflare.model.AccessRequestPage;
import org.jspecify.annotations.Nullable;

/**
 * A walk over a time of the login log, part by part. The log has no cursor of its own, so
 * the walk goes by time where it can: a part starts a little before the end of the one
 * before it, which no entry that comes or goes meanwhile can shift. Cloudflare may give
 * fewer entries than it is asked for although more follow, so only a part without any
 * entry, or the same part once more, is the end.
 */
final class LogWalk {

	static final int PAGE_SIZE = 1000;

	/** Whether an entry at the very start of a time range belongs to it is not known. */
	private static final Duration TIME_OVERLAP = Duration.ofSeconds(1);

	private final Cloudflare cloudflare;

	private final Instant until;

	private LogPlace place;

	private @Nullable AccessRequestPage previous;

	private boolean over;

	LogWalk(Cloudflare cloudflare, LogPlace start, Instant until) {
		this.cloudflare = cloudflare;
		this.place = start;
		this.until = until;
	}

	/** Reads the next part, in the background. */
	AccessRequestPage next() {
		AccessRequestPage part = this.cloudflare.inBackground(
				() -> this.cloudflare.accessRequests(this.place.since(), this.until, this.place.page(), PAGE_SIZE));
		if (part.size() == 0 || isRepetition(part)) {
			this.over = true;
		}
		else {
			this.place = behind(part);
			this.previous = part;
		}
		return part;
	}

	boolean isOver() {
		return this.over;
	}

	/** Where the next part begins. */
	LogPlace place() {
		return this.place;
	}

	/** Everything before it was read. */
	Instant completeUntil() {
		return this.over ? this.until : this.place.since();
	}

	private boolean isRepetition(AccessRequestPage part) {
		if (this.place.page() == 1 || !part.equals(this.previous)) {
			return false;
		}
		if (part.size() >= PAGE_SIZE) {
			throw CloudflareException.Unavailable
				.permanent("Cloudflare's login log repeats itself at " + this.place.since());
		}
		return true;
	}

	/**
	 * Goes on by time only where it is certain that the log comes oldest first, and by
	 * page after a part that is short, so that an ordinary look ends with the next
	 * question.
	 */
	private LogPlace behind(AccessRequestPage part) {
		boolean moreIsLikely = part.size() >= PAGE_SIZE || this.place.page() > 1;
		if (moreIsLikely && isOldestFirst(part.requests())) {
			Instant next = part.requests().getLast().createdAt().minus(TIME_OVERLAP);
			Instant since = next.isAfter(this.until) ? this.until : next;
			if (since.isAfter(this.place.since())) {
				return LogPlace.at(since);
			}
		}
		return new LogPlace(this.place.since(), this.place.page() + 1);
	}

	/** Entries of one and the same time tell nothing of the order. */
	private static boolean isOldestFirst(List<AccessRequest> entries) {
		return entries.size() > 1 && entries.getFirst().createdAt().isBefore(entries.getLast().createdAt())
				&& entries.equals(entries.stream().sorted(Comparator.comparing(AccessRequest::createdAt)).toList());
	}

}
