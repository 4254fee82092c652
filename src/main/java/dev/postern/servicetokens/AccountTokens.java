package dev.postern.servicetokens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import dev.postern.cloudflare.CloudflareServiceTokens;
import dev.postern.cloudflare.model.ServiceToken;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The service tokens of the account as they were seen last, and not again for some
 * seconds. Each look settles what became of requests without an answer (I4).
 */
@Component
class AccountTokens {

	private static final Duration RECENT = Duration.ofSeconds(30);

	private final CloudflareServiceTokens tokens;

	private final TokenReconciliation reconciliation;

	private final Clock clock;

	private final ReentrantLock asking = new ReentrantLock();

	private volatile @Nullable Snapshot last;

	AccountTokens(CloudflareServiceTokens tokens, TokenReconciliation reconciliation, Clock clock) {
		this.tokens = tokens;
		this.reconciliation = reconciliation;
		this.clock = clock;
	}

	/** As fresh as a person wants them. */
	List<ServiceToken> recent() {
		Snapshot seen = this.last;
		if (seen != null && seen.at().plus(RECENT).isAfter(this.clock.instant())) {
			return seen.tokens();
		}
		return now();
	}

	/** As they were seen last, without asking; none when they were never seen. */
	List<ServiceToken> remembered() {
		Snapshot seen = this.last;
		return (seen != null) ? seen.tokens() : List.of();
	}

	/** As they are now. */
	List<ServiceToken> now() {
		this.asking.lock();
		try {
			Instant at = this.clock.instant();
			List<ServiceToken> found = this.tokens.all();
			this.reconciliation.reconcile(found, at);
			this.last = new Snapshot(found, at);
			return found;
		}
		finally {
			this.asking.unlock();
		}
	}

	/** Something was changed, so the next look must be fresh. */
	void forget() {
		this.last = null;
	}

	private record Snapshot(List<ServiceToken> tokens, Instant at) {
	}

}
