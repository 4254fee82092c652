package dev.postern.cloudflare.budget;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import com.zaxxer.hikari.HikariDataSource;
import dev.postern.cloudflare.CloudflareException.Throttled;
import dev.postern.cloudflare.CloudflareException.Unavailable;
import dev.postern.cloudflare.RequestPriority;
import dev.postern.tryout.EmbeddedDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SharedRequestBudgetTests {

	private static final Duration WINDOW = Duration.ofMinutes(5);

	private static HikariDataSource database;

	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));

	private final Clock clock = ((InstantSource) this.now::get).withZone(ZoneOffset.UTC);

	@BeforeAll
	static void openDatabase() {
		database = new HikariDataSource();
		database.setJdbcUrl(EmbeddedDatabase.create().getJdbcUrl());
		database.setConnectionInitSql("SET TIME ZONE 'Asia/Tokyo'");
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

	@Test
	void twoInstancesShareOneBudgetI8() {
		RequestBudget one = budget(100);
		RequestBudget other = budget(100);

		int sent = 0;
		while (takes(one, RequestPriority.INTERACTIVE) && takes(other, RequestPriority.INTERACTIVE)) {
			sent += 2;
		}

		assertThat(sent).isEqualTo(50);
	}

	@Test
	void noFiveMinutesSeeMoreThanTheQuotaHoweverRequestsComeI8() {
		RequestBudget one = budget(60);
		RequestBudget other = budget(60);
		Random random = new Random(8);
		Deque<Instant> recent = new ArrayDeque<>();
		int most = 0;
		for (int i = 0; i < 2000; i++) {
			if (takes(random.nextBoolean() ? one : other, RequestPriority.INTERACTIVE)) {
				recent.addLast(this.now.get());
			}
			while (!recent.isEmpty() && !recent.getFirst().isAfter(this.now.get().minus(WINDOW))) {
				recent.removeFirst();
			}
			most = Math.max(most, recent.size());
			pass(Duration.ofMillis((random.nextInt(100) == 0) ? 200_000 : random.nextInt(2000)));
		}

		assertThat(most).isLessThanOrEqualTo(60).isGreaterThan(50);
	}

	@Test
	void concurrentRequestsOfTwoInstancesNeverExceedItI8() throws Exception {
		RequestBudget one = new SharedRequestBudget(database, 80, this.clock, (duration) -> {
		});
		RequestBudget other = new SharedRequestBudget(database, 80, this.clock, (duration) -> {
		});
		int sent = 0;
		try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
			List<Callable<Boolean>> calls = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				RequestBudget budget = (i % 2 == 0) ? one : other;
				calls.add(() -> takes(budget, RequestPriority.INTERACTIVE));
			}
			for (Future<Boolean> call : threads.invokeAll(calls)) {
				sent += call.get() ? 1 : 0;
			}
		}

		assertThat(sent).isEqualTo(40);
	}

	@Test
	void backgroundWorkLeavesAReserveToPeopleI8() {
		RequestBudget budget = budget(100);
		int background = 0;
		while (takes(budget, RequestPriority.BACKGROUND)) {
			background++;
		}
		int people = 0;
		while (takes(budget, RequestPriority.INTERACTIVE)) {
			people++;
		}

		assertThat(background).isEqualTo(35);
		assertThat(people).isEqualTo(15);
	}

	@Test
	void peopleUseTheReserveAndThenBackgroundWorkGetsNothingI8() {
		RequestBudget budget = budget(100);
		for (int i = 0; i < 36; i++) {
			assertThat(takes(budget, RequestPriority.INTERACTIVE)).isTrue();
		}

		Throttled refused = catchThrowableOfType(Throttled.class, () -> budget.take(RequestPriority.BACKGROUND));

		assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(1), WINDOW);
		assertThat(takes(budget, RequestPriority.INTERACTIVE)).isTrue();
	}

	@Test
	void peopleWaitALittleForTheNextRequestButNotLongI8() {
		List<Duration> waits = new ArrayList<>();
		RequestBudget budget = new SharedRequestBudget(database, 600, this.clock, (duration) -> {
			waits.add(duration);
			pass(duration);
		});

		for (int i = 0; i < 400; i++) {
			budget.take(RequestPriority.INTERACTIVE);
		}

		assertThat(waits.getLast()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(2));
		assertThat(waits).allSatisfy((wait) -> assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(2)));
	}

	@Test
	void saysWhenThereWillBeARequestAgain() {
		RequestBudget budget = budget(20);
		while (takes(budget, RequestPriority.INTERACTIVE)) {
			pass(Duration.ofMillis(1));
		}

		Throttled refused = catchThrowableOfType(Throttled.class, () -> budget.take(RequestPriority.INTERACTIVE));

		assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(30));
		pass(refused.retryAfter());
		assertThat(takes(budget, RequestPriority.INTERACTIVE)).isTrue();
	}

	@Test
	void retryAfterClosesTheGateForAllInstancesUntilItIsOverI8() {
		RequestBudget one = budget(100);
		RequestBudget other = budget(100);

		one.pauseFor(Duration.ofSeconds(90));
		one.pauseFor(Duration.ofSeconds(30));

		Throttled refused = catchThrowableOfType(Throttled.class, () -> other.take(RequestPriority.INTERACTIVE));
		assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(90));
		pass(Duration.ofSeconds(89));
		assertThat(takes(other, RequestPriority.INTERACTIVE)).isFalse();
		pass(Duration.ofSeconds(1));
		assertThat(takes(other, RequestPriority.INTERACTIVE)).isTrue();
	}

	@Test
	void theGateStaysClosedThoughTheCallersTransactionIsRolledBackI8() {
		RequestBudget budget = budget(100);

		new TransactionTemplate(new DataSourceTransactionManager(database)).executeWithoutResult((status) -> {
			budget.pauseFor(Duration.ofSeconds(90));
			status.setRollbackOnly();
		});

		assertThat(takes(budget, RequestPriority.INTERACTIVE)).isFalse();
	}

	@Test
	void anInstanceWithAnotherQuotaChangesTheSharedOne() {
		RequestBudget generous = budget(1000);
		assertThat(takes(generous, RequestPriority.INTERACTIVE)).isTrue();
		RequestBudget strict = budget(20);

		int sent = 0;
		while (takes(strict, RequestPriority.INTERACTIVE)) {
			sent++;
		}

		assertThat(sent).isLessThanOrEqualTo(10);
	}

	@Test
	void nothingIsSentWhenTheBudgetCannotBeRead() throws IOException {
		try (HikariDataSource gone = new HikariDataSource()) {
			gone.setJdbcUrl("jdbc:postgresql://localhost:1/gone");
			gone.setInitializationFailTimeout(-1);
			gone.setConnectionTimeout(250);
			RequestBudget budget = new SharedRequestBudget(gone, 900, this.clock, this::wait);

			assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> budget.take(RequestPriority.INTERACTIVE))
				.withMessageContaining("nothing was sent");
			assertThatNoException().isThrownBy(() -> budget.pauseFor(Duration.ofSeconds(1)));
		}
	}

	private RequestBudget budget(int requestsPerWindow) {
		return new SharedRequestBudget(database, requestsPerWindow, this.clock, this::pass);
	}

	private void wait(Duration duration) {
		pass(duration);
	}

	private void pass(Duration duration) {
		this.now.updateAndGet((instant) -> instant.plus(duration));
	}

	private static boolean takes(RequestBudget budget, RequestPriority priority) {
		try {
			budget.take(priority);
			return true;
		}
		catch (Throttled ex) {
			return false;
		}
	}

}
