package dev.postern.tryout;

import dev.postern.fake.FakeCloudflare;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives each application context of the tests a Cloudflare account of its own. */
class TestSurroundings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		FakeCloudflare cloudflare = FakeCloudflare.start();
		DemoAccount.empty(cloudflare);
		new Surroundings(DemoIdentityProvider.shared(), cloudflare).surround(context);
		((DefaultListableBeanFactory) context.getBeanFactory()).registerDisposableBean("fakeCloudflare",
				cloudflare::close);
	}

}
