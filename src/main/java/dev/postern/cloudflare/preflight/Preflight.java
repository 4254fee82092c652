package dev.postern.cloudflare.preflight;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Finds out what the account and the credentials lack, before the first write needs it.
 * It only reads; the two requests that are no reads cannot make or change anything.
 */
public class Preflight {

	private final AccountChecks account;

	private final AccessChecks access;

	private final Clock clock;

	private final AtomicReference<Report> last = new AtomicReference<>();

	Preflight(AccountChecks account, AccessChecks access, Clock clock) {
		this.account = account;
		this.access = access;
		this.clock = clock;
	}

	/** Checks everything now, with about a dozen requests. */
	public synchronized List<CheckResult> check() {
		CheckResults results = new CheckResults();
		this.account.credentials(results);
		if (results.nothingNeededFails()) {
			this.account.permissions(results);
			this.access.all(results);
		}
		Report report = new Report(this.clock.instant(), results.all());
		this.last.set(report);
		return report.results();
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
