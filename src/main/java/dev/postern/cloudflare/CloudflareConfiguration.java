package dev.postern.cloudflare;

import java.net.http.HttpClient;
import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.service.registry.ImportHttpServices;

/**
 * Wires the client: one group of HTTP interfaces that share credentials, time-outs and
 * errors.
 */
@Configuration(proxyBeanMethods = false)
@ImportHttpServices(group = "cloudflare", types = { TunnelsApi.class, ZonesApi.class, DnsApi.class, AccessAppsApi.class,
		AccessGroupsApi.class, AccessApi.class, LogsApi.class, ServiceTokensApi.class, TokensApi.class })
class CloudflareConfiguration {

	private static final Logger log = LoggerFactory.getLogger(CloudflareConfiguration.class);

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
	Preflight cloudflarePreflight(CloudflareProperties properties, TokensApi tokens, TunnelsApi tunnels, DnsApi dns,
			AccessAppsApi apps, AccessGroupsApi groups, LogsApi logs, Cloudflare cloudflare,
			ServiceTokens serviceTokens, Clock clock) {
		AccountChecks account = new AccountChecks(properties, tokens, tunnels, dns, cloudflare, clock);
		AccessChecks access = new AccessChecks(properties.account(), apps, groups, logs, cloudflare, serviceTokens,
				clock);
		return new Preflight(account, access, clock);
	}

	@Bean
	RestClientHttpServiceGroupConfigurer cloudflareGroup(CloudflareProperties properties, Budget budget, Pause pause,
			Clock clock, MeterRegistry meters) {
		Transport transport = new Transport(new ErrorTranslator(properties.credentials(), clock), budget,
				new RequestMeters(meters));
		ClientHttpRequestFactory connections = connections(properties);
		properties.doubts().forEach((doubt) -> log.warn("Setting is taken, but {}", doubt));
		return (groups) -> {
			groups.filterByName("cloudflare")
				.forEachClient(
						(group, client) -> prepare(client, properties, connections).requestInterceptor(transport));
			groups.filterByName("cloudflare")
				.forEachProxyFactory((group, factory) -> factory
					.exchangeAdapterDecorator((adapter) -> new RepeatedReads(adapter, pause)));
		};
	}

	private static RestClient.Builder prepare(RestClient.Builder client, CloudflareProperties properties,
			ClientHttpRequestFactory connections) {
		return client.baseUrl(properties.baseUrl())
			.requestFactory(connections)
			.defaultHeader(HttpHeaders.USER_AGENT, "postern/" + version())
			.defaultHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE)
			.defaultHeaders(properties.credentials()::addTo)
			.configureMessageConverters((converters) -> converters
				.withJsonConverter(new JacksonJsonHttpMessageConverter(FaithfulJson.MAPPER)));
	}

	/** A redirect is not followed: it would carry the credentials to somebody else. */
	private static ClientHttpRequestFactory connections(CloudflareProperties properties) {
		return ClientHttpRequestFactoryBuilder.jdk()
			.withHttpClientCustomizer((client) -> client.version(HttpClient.Version.HTTP_1_1))
			.build(HttpClientSettings.defaults()
				.withRedirects(HttpRedirects.DONT_FOLLOW)
				.withTimeouts(properties.connectTimeout(), properties.readTimeout()));
	}

	private static String version() {
		@Nullable String version = CloudflareConfiguration.class.getPackage().getImplementationVersion();
		return (version == null) ? "0" : version;
	}

}
