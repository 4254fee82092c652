package dev.postern.servicetokens;

import java.time.Duration;
import java.util.List;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.jobs.RecurringJob;
import dev.postern.kernel.CachedReading;
import dev.postern.servicetokens.TokenList.Entry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Looks at the service tokens once a day, and says in the log and as a number which ones
 * will soon let no machine in any more. It asks Cloudflare only where Postern made some.
 */
@Component
class TokenExpiryWatch implements RecurringJob {

	private static final Logger log = LoggerFactory.getLogger(TokenExpiryWatch.class);

	private final TokenList tokenList;

	private final AccountTokens account;

	private final Cloudflare cloudflare;

	private final ServiceTokensProperties properties;

	TokenExpiryWatch(TokenList tokenList, AccountTokens account, Cloudflare cloudflare,
			ServiceTokensProperties properties, MeterRegistry meters) {
		this.tokenList = tokenList;
		this.account = account;
		this.cloudflare = cloudflare;
		this.properties = properties;
		CachedReading<Integer> ending = new CachedReading<>(() -> ending().size());
		Gauge.builder("postern.servicetokens.ending", ending, (reading) -> reading.number(Integer::doubleValue))
			.description("Service tokens made by Postern that have expired or soon will")
			.strongReference(true)
			.register(meters);
	}

	@Override
	public String name() {
		return "machines-watch";
	}

	@Override
	public Duration every() {
		return this.properties.lookEvery();
	}

	@Override
	public void run() {
		if (!this.tokenList.ours().isEmpty()) {
			look();
		}
		ending().forEach((one) -> log.warn("A service token ends name={} state={} expires={} servers={}",
				one.managed().name(), one.state(), one.managed().expiresAt(), one.uses().size()));
	}

	/** As last known, so that each instance tells the same. */
	private List<Entry> ending() {
		return this.tokenList.ours().stream().filter(TokenExpiryWatch::isEnding).toList();
	}

	private static boolean isEnding(Entry one) {
		return one.state() == TokenState.EXPIRING || one.state() == TokenState.EXPIRED;
	}

	private void look() {
		try {
			this.cloudflare.inBackground(this.account::now);
		}
		catch (CloudflareException ex) {
			log.warn("Service tokens can't be looked at said={}", ex.getMessage());
		}
	}

}
