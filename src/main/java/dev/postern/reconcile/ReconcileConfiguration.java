package dev.postern.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

import dev.postern.cloudflare.CloudflareProperties;
import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.observe.ReadLag;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReconcileConfiguration {

	private static final Duration AT_EVERY_EDGE = Duration.ofMinutes(1);

	@Bean
	ReadLag readLag(Ledger ledger, Clock clock, ReconcileProperties properties, CloudflareProperties cloudflare) {
		return new ReadLag(ledger, clock, properties.readLag(), enforcementDelay(properties, cloudflare));
	}

	/** Only Cloudflare itself has an edge that new applications take a while to reach. */
	private static Duration enforcementDelay(ReconcileProperties properties, CloudflareProperties cloudflare) {
		return Objects.requireNonNullElseGet(properties.enforcementDelay(),
				() -> cloudflare.isCloudflareItself() ? AT_EVERY_EDGE : Duration.ZERO);
	}

}
