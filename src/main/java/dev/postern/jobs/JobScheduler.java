package dev.postern.jobs;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Runs due jobs while the application runs. A new scheduler is made at each start, since
 * one that was stopped stays so; handlers are asked for then, so that they may themselves
 * enqueue jobs.
 */
@Component
class JobScheduler implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(JobScheduler.class);

	/** Jobs of a kind that nobody handles any more are kept. */
	private static final Duration NEVER = Duration.ofDays(36_500);

	private final DataSource dataSource;

	private final JobsProperties properties;

	private final JobTasks tasks;

	private final ObjectProvider<JobHandler> handlers;

	private final ObjectProvider<RecurringJob> recurring;

	private final Clock clock;

	private volatile @Nullable Scheduler running;

	JobScheduler(DataSource dataSource, JobsProperties properties, JobTasks tasks, ObjectProvider<JobHandler> handlers,
			ObjectProvider<RecurringJob> recurring, Clock clock) {
		this.dataSource = dataSource;
		this.properties = properties;
		this.tasks = tasks;
		this.handlers = handlers;
		this.recurring = recurring;
		this.clock = clock;
	}

	@Override
	public void start() {
		List<Task<?>> once = this.handlers.stream().<Task<?>>map(this.tasks::task).toList();
		List<RecurringTask<Void>> repeated = this.recurring.stream().map(this.tasks::task).toList();
		Set<String> known = Stream.concat(once.stream(), repeated.stream())
			.map(Task::getName)
			.collect(Collectors.toSet());
		reportUnknown(known);
		Scheduler scheduler = Scheduler.create(this.dataSource, once)
			.startTasks(repeated)
			.clock(this.clock::instant)
			.schedulerName(new SchedulerName.Fixed(ManagementFactory.getRuntimeMXBean().getName()))
			.jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
			.threads(this.properties.threads())
			.executorService(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("job-", 0).factory()))
			.pollUsingLockAndFetch(0.5, 1.0)
			.pollingInterval(this.properties.pollEvery())
			.heartbeatInterval(this.properties.heartbeatEvery())
			.missedHeartbeatsLimit(4)
			.deleteUnresolvedAfter(NEVER)
			.shutdownMaxWait(this.properties.shutdownWait())
			.failureLogging(LogLevel.OFF, false)
			.enableImmediateExecution()
			.addSchedulerListener(new Listener(known))
			.build();
		scheduler.start();
		this.running = scheduler;
	}

	@Override
	public void stop() {
		Scheduler scheduler = this.running;
		this.running = null;
		if (scheduler != null) {
			scheduler.stop();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	/** Has this instance look for due jobs now. */
	void checkForDueJobs() {
		Scheduler scheduler = this.running;
		if (scheduler != null) {
			scheduler.triggerCheckForDueExecutions();
		}
	}

	boolean handles(String kind) {
		return this.handlers.stream().anyMatch((handler) -> handler.kind().equals(kind));
	}

	private void reportUnknown(Set<String> known) {
		JdbcClient.create(this.dataSource)
			.sql("SELECT task_name, count(*) AS jobs FROM scheduled_tasks GROUP BY task_name")
			.query((rs, row) -> new UnhandledJobs(rs.getString("task_name"), rs.getLong("jobs")))
			.list()
			.stream()
			.filter((waiting) -> !known.contains(waiting.kind()))
			.forEach((waiting) -> log.error("Nothing handles these jobs, they are kept kind={} jobs={}", waiting.kind(),
					waiting.jobs()));
	}

	private record UnhandledJobs(String kind, long jobs) {
	}

	private final class Listener extends AbstractSchedulerListener {

		private final Set<String> known;

		private Listener(Set<String> known) {
			this.known = known;
		}

		@Override
		public void onExecutionComplete(ExecutionComplete complete) {
			JobScheduler.this.tasks.measure(complete);
		}

		@Override
		public void onSchedulerEvent(SchedulerEventType type) {
			if (type == SchedulerEventType.UNRESOLVED_TASK) {
				Thread.ofVirtual().name("jobs-unknown").start(() -> reportUnknown(this.known));
			}
		}

	}

}
