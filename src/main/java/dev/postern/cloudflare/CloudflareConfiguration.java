package dev.postern.cloudflare;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.ImportHttpServices;

/** Wires the interfaces of Cloudflare's API and what is built on them. */
@Configuration(proxyBeanMethods = false)
@ImportHttpServices(group = "cloudflare",
		types = { TunnelsClient.class, ZonesClient.class, DnsClient.class, AccessAppsClient.class,
				AccessGroupsClient.class, AccessClient.class, LoginLogClient.class, ServiceTokensClient.class,
				ApiTokensClient.class, PrivateRoutesClient.class })
public class CloudflareConfiguration {

	@Bean
	Cloudflare cloudflare(CloudflareProperties properties, TunnelsClient tunnels, ZonesClient zones, DnsClient dns,
			AccessAppsClient apps, AccessGroupsClient groups, AccessClient access, LoginLogClient logs) {
		return new Cloudflare(properties.account(), tunnels, zones, dns, apps, groups, access, logs);
	}

	@Bean
	CloudflareTunnels cloudflareTunnels(CloudflareProperties properties, TunnelsClient tunnels,
			PrivateRoutesClient routes) {
		return new CloudflareTunnels(properties.account(), tunnels, routes);
	}

	@Bean
	CloudflareServiceTokens cloudflareServiceTokens(CloudflareProperties properties, ServiceTokensClient client) {
		return new CloudflareServiceTokens(properties.account(), client);
	}

	@Bean
	PermissionProbes cloudflarePermissionProbes(CloudflareProperties properties, ApiTokensClient tokens,
			TunnelsClient tunnels, DnsClient dns, AccessAppsClient apps, AccessGroupsClient groups, LoginLogClient logs,
			Cloudflare cloudflare, Clock clock) {
		return new PermissionProbes(properties.account(), tokens, tunnels, dns, apps, groups, logs, cloudflare, clock);
	}

}
