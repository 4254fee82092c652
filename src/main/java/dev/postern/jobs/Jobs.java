package dev.postern.jobs;

import java.time.Instant;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.TaskInstance;

import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes work that must be done although this process may die. */
@Service
public class Jobs {

	private final SchedulerClient client;

	private final JobScheduler scheduler;

	Jobs(DataSource dataSource, JobScheduler scheduler) {
		this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
			.jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
			.build();
		this.scheduler = scheduler;
	}

	/**
	 * Has the handler of a kind run for a subject. Part of the running transaction: the
	 * job exists if and only if that commits. Never lost, at times run once more than
	 * asked; handlers find nothing to do then.
	 * @param due not before this time
	 */
	public void enqueue(String kind, String subject, Instant due) {
		requireHandler(kind);
		this.client.scheduleIfNotExists(new TaskInstance<>(kind, InstanceIds.unique(subject)), JobTasks.stored(due));
		checkForDueJobs();
	}

	/**
	 * Sees to it that the handler will run for a subject, by one job however often that
	 * is asked for. Not to be called inside a transaction.
	 * @param due not before this time, when no such job waits already
	 * @return whether a run is to come; not so while one is under way, which may have
	 * begun before what the caller knows of
	 */
	public boolean enqueueOnce(String kind, String subject, Instant due) {
		requireHandler(kind);
		TaskInstance<Void> only = new TaskInstance<>(kind, InstanceIds.single(subject));
		if (this.client.scheduleIfNotExists(only, JobTasks.stored(due))) {
			checkForDueJobs();
			return true;
		}
		return this.client.getScheduledExecution(only).filter((waiting) -> !waiting.isPicked()).isPresent();
	}

	private void requireHandler(String kind) {
		if (!this.scheduler.handles(kind)) {
			throw new IllegalArgumentException("no handler for jobs of kind '%s'".formatted(kind));
		}
	}

	private void checkForDueJobs() {
		if (TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(new CheckAfterCommit());
		}
		else {
			this.scheduler.checkForDueJobs();
		}
	}

	private final class CheckAfterCommit implements TransactionSynchronization {

		@Override
		public void afterCommit() {
			Jobs.this.scheduler.checkForDueJobs();
		}

	}

}
