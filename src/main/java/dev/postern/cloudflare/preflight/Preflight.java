package dev.postern.cloudflare.preflight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Finds out what the account and the credentials lack, before the first write needs it.
 * It only reads; the two requests that are no reads cannot make or change anything.
 */
public class Preflight {

	/** How old a check may be that is good enough for somebody who asks. */
	static final Duration RECENT = Duration.ofSeconds(3);

	private final AccountChecks account;

	private final AccessChecks access;

	private final Clock clock;

	private final AtomicReference<Report> last = new AtomicReference<>();

	Preflight(AccountChecks account, AccessChecks access, Clock clock) {
		this.account = account;
		this.access = access;
		this.clock = clock;
	}

	/**
	 * Checks everything, with about a dozen requests, unless a check has just ended:
	 * whoever comes while one is under way takes what it finds.
	 */
	public Report checkUnlessRecent() {
		Instant asked = this.clock.instant();
		synchronized (this) {
			Report known = this.last.get();
			return (known != null && known.at().plus(RECENT).isAfter(asked)) ? known : checked();
		}
	}

	/** Checks everything now, with about a dozen requests. */
	public List<CheckResult> check() {
		return checked().results();
	}

	private synchronized Report checked() {
		CheckResults results = new CheckResults();
		this.account.credentials(results);
		if (results.nothingNeededFails()) {
			this.account.permissions(results);
			this.access.all(results);
		}
		Report report = new Report(this.clock.instant(), results.all());
		this.last.set(report);
		return report;
	}

	/** What the last check of this process found; empty before the first. */
	public Optional<Report> last() {
		return Optional.ofNullable(this.last.get());
	}

	/** What was found, and when. */
	public record Report(Instant at, List<CheckResult> results) {

		public Report {
			results = List.copyOf(results);
		}

		/** What is not as it should be, or not known to be. */
		public List<CheckResult> problems() {
			return this.results.stream().filter((result) -> result.state().isTrouble()).toList();
		}

	}

}
