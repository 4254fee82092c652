package dev.postern.cloudflare;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the preflight. */
@Configuration(proxyBeanMethods = false)
class PreflightConfiguration {

	@Bean
	Preflight cloudflarePreflight(CloudflareProperties properties, PermissionProbes probes, Cloudflare cloudflare,
			ServiceTokens serviceTokens, Clock clock) {
		AccountChecks account = new AccountChecks(properties, probes, cloudflare, clock);
		AccessChecks access = new AccessChecks(probes, cloudflare, serviceTokens);
		return new Preflight(account, access, clock);
	}

}
