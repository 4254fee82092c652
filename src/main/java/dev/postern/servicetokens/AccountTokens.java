package dev.postern.servicetokens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareServiceTokens;
import dev.postern.cloudflare.RememberedAnswer;
import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.kernel.ServiceTokenId;

import org.springframework.stereotype.Component;

/**
 * The service tokens of the account as they were seen last, and not again for some
 * seconds. Each look settles what became of requests without an answer (I4).
 */
@Component
class AccountTokens {

	private static final Duration RECENT = Duration.ofSeconds(30);

	private final RememberedAnswer<List<ServiceToken>> tokens;

	private final CloudflareServiceTokens source;

	private final Clock clock;

	AccountTokens(CloudflareServiceTokens tokens, TokenReconciliation reconciliation, Clock clock) {
		this.source = tokens;
		this.clock = clock;
		this.tokens = new RememberedAnswer<>(() -> {
			Instant at = clock.instant();
			List<ServiceToken> found = tokens.all();
			reconciliation.reconcile(found, at);
			return found;
		}, clock);
	}

	/** As fresh as a person wants them. */
	List<ServiceToken> recent() {
		return this.tokens.since(this.clock.instant().minus(RECENT));
	}

	/** As they were seen last, without asking; none when they were never seen. */
	List<ServiceToken> remembered() {
		return this.tokens.last().orElse(List.of());
	}

	/** As they are now. */
	List<ServiceToken> now() {
		return this.tokens.now();
	}

	/**
	 * Whether the account has one, which the lists do not tell: they hold what the
	 * credentials may see.
	 */
	boolean has(ServiceTokenId token) {
		try {
			this.source.get(token);
			return true;
		}
		catch (CloudflareException.Missing ex) {
			return false;
		}
	}

	/** Something was changed, so the next look must be fresh. */
	void forget() {
		this.tokens.forget();
	}

}
