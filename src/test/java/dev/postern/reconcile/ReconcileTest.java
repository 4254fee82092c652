package dev.postern.reconcile;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.postern.fake.FakeCloudflare;
import dev.postern.servers.Servers;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of reconciliation with the whole application, which tries again soon and does
 * nothing by itself meanwhile. Each test has a {@link ReconcileFixture} of its own to
 * inject; after each test faults end, and no promise may have been broken on the way.
 */
@PosternTest
@Import(ReconcileTest.Sites.class)
@ExtendWith(ReconcileTest.Promises.class)
@TestPropertySource(properties = { "postern.reconcile.retry-first=50ms", "postern.reconcile.retry-longest=400ms",
		"postern.reconcile.patience=2s", "postern.reconcile.deletion-brake=2", "postern.reconcile.drift-every=1h",
		"postern.jobs.poll-every=50ms", "postern.history.poll-every=1h" })
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ReconcileTest {

	/** Each test instance gets a site of its own. */
	@TestConfiguration(proxyBeanMethods = false)
	class Sites {

		@Bean
		@Scope("prototype")
		ReconcileFixture site(FakeCloudflare cloudflare, Servers servers, JdbcClient jdbc) {
			return new ReconcileFixture(cloudflare, servers, jdbc).withForeignThings();
		}

	}

	/** Looks after each test whether I1 and I2 were kept. */
	class Promises implements AfterEachCallback {

		@Override
		public void afterEach(ExtensionContext context) {
			FakeCloudflare cloudflare = SpringExtension.getApplicationContext(context).getBean(FakeCloudflare.class);
			cloudflare.faults().clear();
			cloudflare.watch().assertNoViolations();
		}

	}

}
