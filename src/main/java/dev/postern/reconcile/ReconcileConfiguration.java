package dev.postern.reconcile;

import java.time.Clock;

import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.observe.ReadLag;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReconcileConfiguration {

	@Bean
	ReadLag readLag(Ledger ledger, Clock clock, ReconcileProperties properties) {
		return new ReadLag(ledger, clock, properties.readLag());
	}

}
