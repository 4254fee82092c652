package dev.postern.cloudflare;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.ImportHttpServices;

/** Wires the interfaces of Cloudflare's API and what is built on them. */
@Configuration(proxyBeanMethods = false)
@ImportHttpServices(group = "cloudflare", types = { TunnelsApi.class, ZonesApi.class, DnsApi.class, AccessAppsApi.class,
		AccessGroupsApi.class, AccessApi.class, LogsApi.class, ServiceTokensApi.class, TokensApi.class })
public class CloudflareConfiguration {

	@Bean
	Cloudflare cloudflare(CloudflareProperties properties, TunnelsApi tunnels, ZonesApi zones, DnsApi dns,
			AccessAppsApi apps, AccessGroupsApi groups, AccessApi access, LogsApi logs) {
		return new Cloudflare(properties.account(), tunnels, zones, dns, apps, groups, access, logs);
	}

	@Bean
	ServiceTokens cloudflareServiceTokens(CloudflareProperties properties, ServiceTokensApi api) {
		return new ServiceTokens(properties.account(), api);
	}

	@Bean
	PermissionProbes cloudflarePermissionProbes(CloudflareProperties properties, TokensApi tokens, TunnelsApi tunnels,
			DnsApi dns, AccessAppsApi apps, AccessGroupsApi groups, LogsApi logs, Cloudflare cloudflare, Clock clock) {
		return new PermissionProbes(properties.account(), tokens, tunnels, dns, apps, groups, logs, cloudflare, clock);
	}

}
