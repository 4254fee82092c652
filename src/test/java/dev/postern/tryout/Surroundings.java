package dev.postern.tryout;

import java.util.Map;

import dev.postern.fake.FakeCloudflare;

import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/** What stands around the application: an identity provider and a Cloudflare account. */
record Surroundings(DemoIdentityProvider provider, FakeCloudflare cloudflare) {

	private static final String AUTHORIZATION_SERVER = "org.springframework.boot.security.oauth2.server.authorization."
			+ "autoconfigure.servlet.OAuth2AuthorizationServer";

	/** Points an application at them. */
	void surround(ConfigurableApplicationContext context) {
		context.getBeanFactory().registerSingleton("fakeCloudflare", this.cloudflare);
		addAboveTheApplicationsOwn(context.getEnvironment().getPropertySources(),
				new MapPropertySource("surroundings", settings()));
		context.addApplicationListener((ApplicationListener<ServletWebServerInitializedEvent>) (event) -> {
			if (event.getApplicationContext().getServerNamespace() == null) {
				this.provider.admitPortal(Portal.address(event.getWebServer().getPort()));
			}
		});
	}

	/** Above application.yaml, below what a test or the command line says. */
	private static void addAboveTheApplicationsOwn(MutablePropertySources sources, MapPropertySource added) {
		sources.stream()
			.map(PropertySource::getName)
			.filter((name) -> name.startsWith("Config resource"))
			.findFirst()
			.ifPresentOrElse((own) -> sources.addBefore(own, added), () -> sources.addLast(added));
	}

	private Map<String, Object> settings() {
		String issuer = this.provider.issuer().toString();
		return Map.ofEntries(
				Map.entry("spring.autoconfigure.exclude",
						AUTHORIZATION_SERVER + "AutoConfiguration," + AUTHORIZATION_SERVER + "JwtAutoConfiguration"),
				Map.entry("server.servlet.session.cookie.secure", "false"), Map.entry("management.server.port", "0"),
				Map.entry("spring.datasource.hikari.maximum-pool-size", "8"),
				Map.entry("spring.datasource.hikari.minimum-idle", "1"),
				Map.entry("spring.security.oauth2.client.registration.demo.client-name", "the demo identity provider"),
				Map.entry("spring.security.oauth2.client.registration.demo.client-id", DemoIdentityProvider.CLIENT_ID),
				Map.entry("spring.security.oauth2.client.registration.demo.client-secret",
						DemoIdentityProvider.CLIENT_SECRET),
				Map.entry("spring.security.oauth2.client.registration.demo.scope", "openid,profile,email"),
				Map.entry("spring.security.oauth2.client.provider.demo.issuer-uri", issuer),
				Map.entry("spring.security.oauth2.resourceserver.jwt.issuer-uri", issuer),
				Map.entry("spring.security.oauth2.resourceserver.jwt.audiences", DemoIdentityProvider.AUDIENCE),
				Map.entry("postern.cloudflare.base-url", this.cloudflare.baseUrl().toString()),
				Map.entry("postern.cloudflare.account-id", this.cloudflare.accountId()),
				Map.entry("postern.cloudflare.api-token", DemoAccount.TOKEN),
				Map.entry("postern.history.retention", "30d"),
				Map.entry("postern.identity.roles.admin", "email:" + DemoPerson.ADMIN.email()),
				Map.entry("postern.identity.roles.auditor", "email:" + DemoPerson.AUDITOR.email()));
	}

}
