package dev.postern.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.postern.tryout.EmbeddedDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

class JobsTests {

	private static final JobsProperties QUICK = new JobsProperties(Duration.ofMillis(100), 10, Duration.ofMillis(100),
			Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMillis(500));

	private static final JobsProperties UNHURRIED = new JobsProperties(Duration.ofMinutes(10), 10,
			Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMillis(500));

	private static HikariDataSource database;

	private final List<JobScheduler> started = new ArrayList<>();

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

	@AfterEach
	void stop() {
		this.started.forEach(JobScheduler::stop);
		JdbcClient.create(database).sql("DELETE FROM scheduled_tasks").update();
	}

	@Test
	void jobOfARolledBackTransactionNeverExists() {
		Calls calls = new Calls();
		Jobs jobs = jobs(start(database, QUICK, calls));

		transaction().executeWithoutResult((status) -> {
			jobs.enqueue("greet", "nobody", Instant.now());
			status.setRollbackOnly();
		});
		jobs.enqueue("greet", "world", Instant.now());

		await().until(() -> calls.subjects.contains("world"));
		await().until(() -> waiting() == 0);
		assertThat(calls.subjects).containsExactly("world");
	}

	@Test
	void jobRunsAtOnceAfterTheCommitAndNotBefore() {
		Calls calls = new Calls();
		Jobs jobs = jobs(start(database, UNHURRIED, calls));

		transaction().executeWithoutResult((status) -> {
			jobs.enqueue("greet", "world", Instant.now());
			assertThat(calls.subjects).isEmpty();
		});

		await().until(() -> calls.subjects.contains("world"));
	}

	@Test
	void twoInstancesRunAJobOnce() {
		Calls calls = new Calls();
		Jobs jobs = jobs(start(database, QUICK, calls));
		start(database, QUICK, calls);

		for (int i = 0; i < 50; i++) {
			jobs.enqueue("greet", "n" + i, Instant.now());
		}

		await().until(() -> waiting() == 0);
		assertThat(calls.subjects).hasSize(50).doesNotHaveDuplicates();
	}

	@Test
	void askingAgainDuringARunMakesTheJobRunAgain() throws InterruptedException {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch mayEnd = new CountDownLatch(1);
		AtomicInteger runs = new AtomicInteger();
		Jobs jobs = jobs(start(database, QUICK, handler((subject) -> {
			runs.incrementAndGet();
			inside.countDown();
			awaitQuietly(mayEnd);
			return new JobResult.Done();
		})));
		jobs.enqueue("greet", "world", Instant.now());
		inside.await();

		jobs.enqueue("greet", "world", Instant.now());
		mayEnd.countDown();

		await().until(() -> waiting() == 0);
		assertThat(runs).hasValue(2);
	}

	@Test
	void oneJobWaitsHoweverOftenItIsAskedFor() {
		Jobs jobs = jobs(start(database, QUICK, new Calls()));
		Instant later = Instant.now().plusSeconds(3600);

		assertThat(jobs.enqueueOnce("greet", "world", later)).isTrue();
		assertThat(jobs.enqueueOnce("greet", "world", later)).isTrue();

		assertThat(waiting()).isEqualTo(1);
	}

	@Test
	void aJobThatHasBegunIsNoneThatIsToCome() throws InterruptedException {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch mayEnd = new CountDownLatch(1);
		Jobs jobs = jobs(start(database, QUICK, handler((subject) -> {
			assertThat(subject).isEqualTo("world");
			inside.countDown();
			awaitQuietly(mayEnd);
			return new JobResult.Done();
		})));
		assertThat(jobs.enqueueOnce("greet", "world", Instant.now())).isTrue();
		inside.await();

		assertThat(jobs.enqueueOnce("greet", "world", Instant.now())).isFalse();
		mayEnd.countDown();

		await().until(() -> waiting() == 0);
	}

	@Test
	void failedJobIsTriedAgainUntilItSucceeds() {
		AtomicInteger tries = new AtomicInteger();
		Jobs jobs = jobs(start(database, QUICK, handler((subject) -> {
			if (tries.incrementAndGet() < 3) {
				throw new IllegalStateException("planned");
			}
			return new JobResult.Done();
		})));

		jobs.enqueue("greet", "world", Instant.now());

		await().until(() -> waiting() == 0);
		assertThat(tries).hasValue(3);
	}

	@Test
	void retriesGoOnAfterARestart() {
		JobScheduler first = start(database, QUICK, handler((subject) -> {
			throw new IllegalStateException("planned");
		}));
		jobs(first).enqueue("greet", "world", Instant.now());
		await().until(() -> failures() > 0);
		first.stop();

		Calls calls = new Calls();
		start(database, QUICK, calls);

		await().until(() -> waiting() == 0);
		assertThat(calls.subjects).containsExactly("world");
	}

	@Test
	void stoppedSchedulerStartsAgain() {
		Calls calls = new Calls();
		JobScheduler scheduler = start(database, QUICK, calls);
		scheduler.stop();
		scheduler.start();

		jobs(scheduler).enqueue("greet", "world", Instant.now());

		await().until(() -> calls.subjects.contains("world"));
	}

	@Test
	void jobThatAsksForMoreTimeRunsAgainNotBefore() {
		Instant later = Instant.now().plusMillis(700);
		ConcurrentLinkedQueue<Instant> runs = new ConcurrentLinkedQueue<>();
		Jobs jobs = jobs(start(database, QUICK, handler((subject) -> {
			runs.add(Instant.now());
			return (runs.size() == 1) ? new JobResult.Reschedule(later) : new JobResult.Done();
		})));

		jobs.enqueue("greet", "world", Instant.now());

		await().until(() -> waiting() == 0);
		assertThat(runs).hasSize(2);
		assertThat(runs.stream().toList().get(1)).isAfterOrEqualTo(later);
	}

	/** I5. */
	@Test
	void i5JobOfADeadInstanceIsTakenOver() throws InterruptedException {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch mayEnd = new CountDownLatch(1);
		FailingDataSource cutOff = new FailingDataSource(database);
		JobScheduler dying = start(cutOff, QUICK, handler((subject) -> {
			inside.countDown();
			awaitQuietly(mayEnd);
			return new JobResult.Done();
		}));
		jobs(dying).enqueue("greet", "world", Instant.now());
		inside.await();

		cutOff.dead.set(true);
		Calls calls = new Calls();
		start(database, QUICK, calls);

		await().until(() -> calls.subjects.contains("world"));
		await().until(() -> waiting() == 0);
		mayEnd.countDown();
	}

	@Test
	void jobsOfAnUnknownKindAreKept() {
		JobScheduler scheduler = start(database, QUICK, new Calls());
		insert("departed");

		insert("greet");

		await().until(() -> waiting() == 1);
		scheduler.stop();
		Calls calls = new Calls();
		start(database, QUICK, new Calls(), new Named("departed", calls));
		await().until(() -> calls.subjects.contains("world"));
	}

	@Test
	void enqueueingAnUnknownKindIsRefused() {
		Jobs jobs = jobs(start(database, QUICK, new Calls()));

		assertThatIllegalArgumentException().isThrownBy(() -> jobs.enqueue("grete", "world", Instant.now()))
			.withMessageContaining("grete");
	}

	@Test
	void recurringJobRunsOnOneInstanceAtATimeAndGoesOnAfterAFailure() {
		AtomicInteger runs = new AtomicInteger();
		AtomicInteger inside = new AtomicInteger();
		AtomicBoolean together = new AtomicBoolean();
		RecurringJob job = recurring(() -> {
			together.compareAndSet(false, inside.incrementAndGet() > 1);
			try {
				if (runs.incrementAndGet() == 1) {
					throw new IllegalStateException("planned");
				}
			}
			finally {
				inside.decrementAndGet();
			}
		});
		startRecurring(job);
		startRecurring(job);

		await().until(() -> runs.get() > 5);
		assertThat(together).isFalse();
	}

	private JobScheduler start(DataSource source, JobsProperties properties, JobHandler... handlers) {
		Map<String, Object> beans = new LinkedHashMap<>();
		for (JobHandler handler : handlers) {
			beans.put(handler.kind(), handler);
		}
		return start(source, properties, beans);
	}

	private void startRecurring(RecurringJob job) {
		start(database, QUICK, Map.of("recurring", job));
	}

	private JobScheduler start(DataSource source, JobsProperties properties, Map<String, Object> beans) {
		StaticListableBeanFactory factory = new StaticListableBeanFactory(beans);
		JobTasks tasks = new JobTasks(properties, Clock.systemUTC(), new SimpleMeterRegistry());
		JobScheduler scheduler = new JobScheduler(source, properties, tasks, factory.getBeanProvider(JobHandler.class),
				factory.getBeanProvider(RecurringJob.class), Clock.systemUTC());
		scheduler.start();
		this.started.add(scheduler);
		return scheduler;
	}

	private static TransactionTemplate transaction() {
		return new TransactionTemplate(new DataSourceTransactionManager(database));
	}

	private static Jobs jobs(JobScheduler scheduler) {
		return new Jobs(database, scheduler);
	}

	private static JobHandler handler(Function<String, JobResult> work) {
		return new JobHandler() {

			@Override
			public String kind() {
				return "greet";
			}

			@Override
			public JobResult run(String subject, Instant due) {
				return work.apply(subject);
			}

		};
	}

	private static RecurringJob recurring(Runnable work) {
		return new RecurringJob() {

			@Override
			public String name() {
				return "tick";
			}

			@Override
			public Duration every() {
				return Duration.ofMillis(20);
			}

			@Override
			public void run() {
				work.run();
			}

		};
	}

	private static void insert(String kind) {
		JdbcClient.create(database)
			.sql("INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version) "
					+ "VALUES (?, 'world:1', now(), false, 1)")
			.param(kind)
			.update();
	}

	private static long waiting() {
		return JdbcClient.create(database).sql("SELECT count(*) FROM scheduled_tasks").query(Long.class).single();
	}

	private static long failures() {
		return JdbcClient.create(database)
			.sql("SELECT count(*) FROM scheduled_tasks WHERE consecutive_failures > 0")
			.query(Long.class)
			.single();
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static final class Calls implements JobHandler {

		private final ConcurrentLinkedQueue<String> subjects = new ConcurrentLinkedQueue<>();

		@Override
		public String kind() {
			return "greet";
		}

		@Override
		public JobResult run(String subject, Instant due) {
			this.subjects.add(subject);
			return new JobResult.Done();
		}

	}

	private record Named(String kind, JobHandler work) implements JobHandler {

		@Override
		public JobResult run(String subject, Instant due) {
			return this.work.run(subject, due);
		}

	}

}
