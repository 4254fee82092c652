package dev.postern.tryout;

import java.util.Map;

import dev.postern.fake.FakeCloudflare;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives each application context of the tests a Cloudflare account of its own. */
class TestSurroundings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	/** More requests in five minutes than all tests that share a context make. */
	private static final int MANY = 1_000_000;

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		FakeCloudflare cloudflare = FakeCloudflare.start();
		cloudflare.behaviour().quota(MANY);
		DemoAccount.empty(cloudflare);
		context.getEnvironment()
			.getPropertySources()
			.addLast(new MapPropertySource("unhurried", Map.of("postern.cloudflare.requests-per-window", MANY,
					"postern.web.sign-ins-per-minute", MANY, "postern.web.refused-tokens-per-minute", MANY)));
		new Surroundings(DemoIdentityProvider.shared(), cloudflare).surround(context);
		((DefaultListableBeanFactory) context.getBeanFactory()).registerDisposableBean("fakeCloudflare",
				cloudflare::close);
	}

}
