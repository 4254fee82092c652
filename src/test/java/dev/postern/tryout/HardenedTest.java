package dev.postern.tryout;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

/**
 * A test with the whole application as a careful operator runs it: its database role owns
 * no table, and only one proxy may say for whom it asks, which is not on this machine.
 */
@PosternTest
@Import(HardenedTest.Roles.class)
@TestPropertySource(properties = { "spring.flyway.user=postgres", "spring.flyway.password=postgres",
		"server.tomcat.remoteip.internal-proxies=192.0.2.1/32" })
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface HardenedTest {

	/** One role migrates the database, another one is the portal's. */
	@TestConfiguration(proxyBeanMethods = false)
	class Roles {

		@Bean
		@Primary
		JdbcConnectionDetails portalsOwnRole() {
			String url = EmbeddedDatabase.create().getJdbcUrl().replaceFirst("\\?.*", "");
			return new PostgresServer.Database(url, "postgres").as("portal");
		}

	}

}
