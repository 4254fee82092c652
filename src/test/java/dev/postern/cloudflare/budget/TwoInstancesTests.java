package dev.postern.cloudflare.budget;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareConfiguration;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareProperties;
import dev.postern.cloudflare.transport.TransportConfiguration;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.api.Permission;
import dev.postern.tryout.EmbeddedDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Two instances with one database ask one account of Cloudflare. */
class TwoInstancesTests {

	private static HikariDataSource database;

	private final FakeCloudflare fake = FakeCloudflare.start();

	private final String token = this.fake.addToken(Permission.portal());

	@BeforeAll
	static void openDatabase() {
		database = new HikariDataSource();
		database.setJdbcUrl(EmbeddedDatabase.create().getJdbcUrl());
		Flyway.configure().dataSource(database).load().migrate();
	}

	@AfterAll
	static void closeDatabase() {
		database.close();
	}

	@BeforeEach
	void empty() {
		JdbcClient.create(database).sql("TRUNCATE request_budget, request_pause").update();
	}

	@AfterEach
	void stop() {
		this.fake.close();
	}

	@Test
	void theyStayTogetherUnderOneQuotaI8() {
		instance(40).run((one) -> instance(40).run((other) -> {
			List<Callable<Boolean>> calls = new ArrayList<>();
			for (int i = 0; i < 60; i++) {
				Cloudflare cloudflare = ((i % 2 == 0) ? one : other).getBean(Cloudflare.class);
				calls.add(() -> answers(cloudflare));
			}
			int answered = 0;
			try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
				for (Future<Boolean> call : threads.invokeAll(calls)) {
					answered += call.get() ? 1 : 0;
				}
			}

			assertThat(this.fake.journal().count(Calls.ANY)).isEqualTo(answered).isBetween(20, 40);
		}));
	}

	@Test
	void whatCloudflareAsksOneToDoBothDoI8() {
		instance(900).run((one) -> instance(900).run((other) -> {
			this.fake.faults().on(Calls.LIST_TUNNELS).throttle(60);
			assertThatExceptionOfType(CloudflareException.Throttled.class)
				.isThrownBy(() -> one.getBean(Cloudflare.class).tunnels());
			this.fake.journal().clear();

			assertThatExceptionOfType(CloudflareException.Throttled.class)
				.isThrownBy(() -> other.getBean(Cloudflare.class).zones())
				.satisfies(
						(ex) -> assertThat(ex.retryAfter()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60)));
			assertThat(this.fake.journal().all()).isEmpty();
		}));
	}

	@Test
	void peopleStillGetAnswersWhenBackgroundWorkDoesNotI8() {
		instance(100).run((context) -> {
			Cloudflare cloudflare = context.getBean(Cloudflare.class);
			while (cloudflare.inBackground(() -> answers(cloudflare))) {
				assertThat(this.fake.journal().count(Calls.ANY)).isLessThan(50);
			}

			assertThat(answers(cloudflare)).isTrue();
		});
	}

	private static boolean answers(Cloudflare cloudflare) {
		try {
			cloudflare.tunnels();
			return true;
		}
		catch (CloudflareException.Throttled ex) {
			return false;
		}
	}

	private ApplicationContextRunner instance(int requestsPerWindow) {
		return new ApplicationContextRunner()
			.withUserConfiguration(CloudflareConfiguration.class, TransportConfiguration.class,
					BudgetConfiguration.class, Instance.class)
			.withPropertyValues("postern.cloudflare.base-url=" + this.fake.baseUrl(),
					"postern.cloudflare.account-id=" + this.fake.accountId(),
					"postern.cloudflare.api-token=" + this.token,
					"postern.cloudflare.requests-per-window=" + requestsPerWindow);
	}

	/** What an instance finds around itself. */
	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(CloudflareProperties.class)
	static class Instance {

		@Bean(destroyMethod = "")
		DataSource database() {
			return database;
		}

		@Bean
		Clock clock() {
			return Clock.systemUTC();
		}

		@Bean
		MeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

	}

}
