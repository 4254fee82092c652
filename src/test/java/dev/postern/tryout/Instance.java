package dev.postern.tryout;

import java.net.URI;
import java.util.stream.Stream;

import dev.postern.PosternApplication;
import dev.postern.fake.FakeCloudflare;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * One of several instances of the application on the same database and the same
 * Cloudflare account, or one that is started again.
 */
public final class Instance implements AutoCloseable {

	private final ServletWebServerApplicationContext context;

	private Instance(ServletWebServerApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts an instance on a free port.
	 * @param settings each as {@code name=value}
	 */
	public static Instance start(JdbcConnectionDetails database, FakeCloudflare cloudflare, String... settings) {
		String[] arguments = Stream.concat(Stream.of("server.port=0"), Stream.of(settings))
			.map((setting) -> "--" + setting)
			.toArray(String[]::new);
		return new Instance((ServletWebServerApplicationContext) new SpringApplicationBuilder(PosternApplication.class)
			.initializers((context) -> surround(context, database, cloudflare))
			.run(arguments));
	}

	private static void surround(ConfigurableApplicationContext context, JdbcConnectionDetails database,
			FakeCloudflare cloudflare) {
		context.getBeanFactory().registerSingleton("shippedClassesOnly", new ShippedClassesOnly());
		((GenericApplicationContext) context).registerBean(JdbcConnectionDetails.class, () -> database);
		new Surroundings(DemoIdentityProvider.shared(), cloudflare).surround(context);
	}

	public URI address() {
		return new Portal(this.context).address();
	}

	/** Where health and metrics are read. */
	public URI managementAddress() {
		return Portal
			.address(this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class));
	}

	/** A bean of this instance. */
	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
