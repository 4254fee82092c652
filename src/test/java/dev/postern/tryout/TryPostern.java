package dev.postern.tryout;

import java.time.Clock;

import dev.postern.PosternApplication;
import dev.postern.fake.FakeCloudflare;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Starts Postern with everything it needs inside: a database, a Cloudflare account and an
 * identity provider that are there only to try it out. Ports: {@code server.port},
 * {@code tryout.identity-port}, {@code tryout.cloudflare-port}; that of the metrics is
 * any that is free, or {@code management.server.port}.
 */
public final class TryPostern {

	private TryPostern() {
	}

	public static void main(String[] args) {
		try {
			new SpringApplicationBuilder(PosternApplication.class, EmbeddedPostgresConfiguration.class,
					LocalEdgeConfiguration.class)
				.properties("postern.servers.domains=example.com")
				.initializers(TryPostern::surround)
				.run(args);
		}
		catch (RuntimeException ex) {
			// What stands around would keep the process alive; Spring has said why.
			System.exit(1);
		}
	}

	private static void surround(ConfigurableApplicationContext context) {
		Environment environment = context.getEnvironment();
		DemoIdentityProvider provider = DemoIdentityProvider
			.start(environment.getProperty("tryout.identity-port", Integer.class, 8090));
		FakeCloudflare cloudflare = FakeCloudflare
			.start(environment.getProperty("tryout.cloudflare-port", Integer.class, 8091), Clock.systemUTC());
		DemoAccount.fill(cloudflare, Clock.systemUTC().instant());
		context.getBeanFactory().registerSingleton("shippedClassesOnly", new ShippedClassesOnly());
		new Surroundings(provider, cloudflare).surround(context);
		context.addApplicationListener(
				(ApplicationListener<ApplicationReadyEvent>) (event) -> welcome(environment, provider, cloudflare));
	}

	@SuppressWarnings("SystemOut")
	private static void welcome(Environment environment, DemoIdentityProvider provider, FakeCloudflare cloudflare) {
		System.out.printf("""

				  Postern is ready.

				    Portal               http://localhost:%s
				    Identity provider    %s
				    "Cloudflare" now     http://localhost:%s
				    Metrics              http://localhost:%s/actuator/prometheus

				    Sign in as           %s   administrator
				                         %s     developer
				                         %s auditor
				    Password             %s   for all three

				  Nothing here is real and nothing is kept: Ctrl+C ends it all.

				""", environment.getProperty("local.server.port"), provider.issuer(), cloudflare.url().getPort(),
				environment.getProperty("local.management.port"), DemoPerson.ADMIN.email(),
				DemoPerson.DEVELOPER.email(), DemoPerson.AUDITOR.email(), DemoPerson.PASSWORD);
	}

}
