package dev.postern.reconcile.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.observe.OwnershipMatcher.Recent;

/**
 * Reads lag behind writes: a new thing may not be shown for some seconds, and a removed
 * one still be.
 */
public class ReadLag {

	private final Ledger ledger;

	private final Clock clock;

	private final Duration longest;

	public ReadLag(Ledger ledger, Clock clock, Duration longest) {
		this.ledger = ledger;
		this.clock = clock;
		this.longest = longest;
	}

	Recent recent() {
		Instant since = this.clock.instant().minus(this.longest);
		return new Recent(this.ledger.removedSince(since), since);
	}

}
