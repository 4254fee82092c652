package dev.postern.tryout;

import java.util.Map;

import dev.postern.fake.FakeCloudflare;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * Points the application at the demo identity provider and at a fake Cloudflare of its
 * own.
 */
class Surroundings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		DemoIdentityProvider provider = DemoIdentityProvider.shared();
		FakeCloudflare cloudflare = FakeCloudflare.start();
		DemoAccount.empty(cloudflare);
		context.getBeanFactory().registerSingleton("fakeCloudflare", cloudflare);
		((DefaultListableBeanFactory) context.getBeanFactory()).registerDisposableBean("fakeCloudflare",
				cloudflare::close);
		addAboveTheApplicationsOwn(context.getEnvironment().getPropertySources(),
				new MapPropertySource("surroundings", settings(provider, cloudflare)));
		context.addApplicationListener((ApplicationListener<ServletWebServerInitializedEvent>) (event) -> provider
			.admitPortal(Portal.address(event.getWebServer().getPort())));
	}

	/** Above application.yaml, below what a test or the command line says. */
	private static void addAboveTheApplicationsOwn(MutablePropertySources sources, MapPropertySource added) {
		sources.stream()
			.map(PropertySource::getName)
			.filter((name) -> name.startsWith("Config resource"))
			.findFirst()
			.ifPresentOrElse((own) -> sources.addBefore(own, added), () -> sources.addLast(added));
	}

	static Map<String, Object> settings(DemoIdentityProvider provider, FakeCloudflare cloudflare) {
		String issuer = provider.issuer().toString();
		return Map.ofEntries(
				Map.entry("spring.autoconfigure.exclude",
						"org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet."
								+ "OAuth2AuthorizationServerAutoConfiguration,"
								+ "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet."
								+ "OAuth2AuthorizationServerJwtAutoConfiguration"),
				Map.entry("server.servlet.session.cookie.secure", "false"),
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
				Map.entry("postern.cloudflare.base-url", cloudflare.baseUrl().toString()),
				Map.entry("postern.cloudflare.account-id", cloudflare.accountId()),
				Map.entry("postern.cloudflare.api-token", DemoAccount.TOKEN),
				Map.entry("postern.identity.roles.admin", "email:" + DemoPerson.ADMIN.email()),
				Map.entry("postern.identity.roles.auditor", "email:" + DemoPerson.AUDITOR.email()));
	}

}
