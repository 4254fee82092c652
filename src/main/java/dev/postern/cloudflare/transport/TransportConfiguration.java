package dev.postern.cloudflare.transport;

import java.net.http.HttpClient;
import java.time.Clock;

import dev.postern.cloudflare.CloudflareProperties;
import dev.postern.cloudflare.budget.RequestBudget;
import dev.postern.cloudflare.budget.Sleeper;
import dev.postern.kernel.LosslessJson;
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

/**
 * Gives all HTTP interfaces of Cloudflare's API the same credentials, time-outs, request
 * budget and errors.
 */
@Configuration(proxyBeanMethods = false)
public class TransportConfiguration {

	private static final Logger log = LoggerFactory.getLogger(TransportConfiguration.class);

	@Bean
	RestClientHttpServiceGroupConfigurer cloudflareGroup(CloudflareProperties properties, RequestBudget budget,
			Sleeper sleeper, Clock clock, MeterRegistry meters) {
		Transport transport = new Transport(new ErrorTranslator(properties.credentials(), clock), budget,
				new RequestMeters(meters));
		ClientHttpRequestFactory connections = connections(properties);
		properties.warnings().forEach((doubt) -> log.warn("Setting is taken, but {}", doubt));
		return (groups) -> {
			groups.filterByName("cloudflare")
				.forEachClient(
						(group, client) -> prepare(client, properties, connections).requestInterceptor(transport));
			groups.filterByName("cloudflare")
				.forEachProxyFactory((group, factory) -> factory
					.exchangeAdapterDecorator((adapter) -> new ReadRetries(adapter, sleeper)));
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
				.withJsonConverter(new JacksonJsonHttpMessageConverter(LosslessJson.MAPPER)));
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
		@Nullable String version = TransportConfiguration.class.getPackage().getImplementationVersion();
		return (version == null) ? "0" : version;
	}

}
