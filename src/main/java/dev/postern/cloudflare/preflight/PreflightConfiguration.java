package dev.postern.cloudflare.preflight;

import java.time.Clock;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareProperties;
import dev.postern.cloudflare.CloudflareServiceTokens;
import dev.postern.cloudflare.PermissionProbes;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the preflight. */
@Configuration(proxyBeanMethods = false)
class PreflightConfiguration {

	@Bean
	Preflight cloudflarePreflight(CloudflareProperties properties, PermissionProbes probes, Cloudflare cloudflare,
			CloudflareServiceTokens serviceTokens, Clock clock) {
		AccountChecks account = new AccountChecks(properties, probes, cloudflare, clock);
		AccessChecks access = new AccessChecks(probes, cloudflare, serviceTokens);
		return new Preflight(account, access, clock);
	}

}
