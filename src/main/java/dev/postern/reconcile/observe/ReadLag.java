package dev.postern.reconcile.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.observe.OwnershipMatcher.Recent;

/**
 * Reads lag behind writes: a new thing may not be shown for some seconds, and a removed
 * one still be. Cloudflare's edge lags, too: a new application may not be asked
 * everywhere at once.
 */
public class ReadLag {

	private final Ledger ledger;

	private final Clock clock;

	private final Duration longest;

	private final Duration enforcementDelay;

	public ReadLag(Ledger ledger, Clock clock, Duration longest, Duration enforcementDelay) {
		this.ledger = ledger;
		this.clock = clock;
		this.longest = longest;
		this.enforcementDelay = enforcementDelay;
	}

	Recent recent() {
		Instant now = this.clock.instant();
		Instant since = now.minus(this.longest);
		Instant enforced = now.minus(this.enforcementDelay);
		return new Recent(this.ledger.removedSince(since.isBefore(enforced) ? since : enforced), since, now,
				this.enforcementDelay);
	}

}
