package dev.postern.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.stereotype.Component;

/**
 * Makes handlers and recurring jobs into tasks of the scheduler, with logs and timers.
 */
@Component
class JobTasks {

	private static final Logger log = LoggerFactory.getLogger(JobTasks.class);

	private static final String DONE = "done";

	private static final String FAILED = "failed";

	private final Backoff backoff;

	private final Clock clock;

	private final MeterRegistry meters;

	JobTasks(JobsProperties properties, Clock clock, MeterRegistry meters) {
		this.backoff = properties.backoff();
		this.clock = clock;
		this.meters = meters;
	}

	Task<Void> task(JobHandler handler) {
		showFromTheStart(handler.kind());
		return Tasks.custom(handler.kind(), Void.class)
			.onFailure(this::retry)
			.onDeadExecution(this::takeOver)
			.execute((instance, context) -> after(handler, InstanceIds.subject(instance.getId()),
					context.getExecution().executionTime));
	}

	RecurringTask<Void> task(RecurringJob job) {
		showFromTheStart(job.name());
		return Tasks.recurring(job.name(), FixedDelay.of(job.every()))
			.onFailure((complete, operations) -> tryNextTime(job, complete, operations))
			.onDeadExecution(this::takeOver)
			.execute((instance, context) -> run(job));
	}

	private CompletionHandler<Void> after(JobHandler handler, String subject, Instant due) {
		try (MDC.MDCCloseable _ = MDC.putCloseable("job", handler.kind() + ":" + subject)) {
			log.debug("Started job kind={} subject={}", handler.kind(), subject);
			return switch (handler.run(subject, due)) {
				case JobResult.Done done -> new CompletionHandler.OnCompleteRemove<>();
				case JobResult.Reschedule again ->
					(complete, operations) -> operations.reschedule(complete, stored(again.notBefore()));
			};
		}
	}

	private void run(RecurringJob job) {
		try (MDC.MDCCloseable _ = MDC.putCloseable("job", job.name())) {
			job.run();
		}
	}

	private void retry(ExecutionComplete complete, ExecutionOperations<Void> operations) {
		Execution execution = complete.getExecution();
		Duration pause = this.backoff.pause(execution.consecutiveFailures, ThreadLocalRandom.current().nextDouble());
		Instant next = stored(complete.getTimeDone().plus(pause));
		log.warn("Job failed kind={} subject={} failures={} next={}", execution.getTaskName(),
				InstanceIds.subject(execution.getId()), execution.consecutiveFailures + 1, next,
				complete.getCause().orElse(null));
		operations.reschedule(complete, next);
	}

	private void tryNextTime(RecurringJob job, ExecutionComplete complete, ExecutionOperations<Void> operations) {
		Instant next = stored(complete.getTimeDone().plus(job.every()));
		log.warn("Recurring job failed name={} failures={} next={}", job.name(),
				complete.getExecution().consecutiveFailures + 1, next, complete.getCause().orElse(null));
		operations.reschedule(complete, next);
	}

	private void takeOver(ExecutionComplete complete, ExecutionOperations<Void> operations) {
		Execution execution = complete.getExecution();
		log.warn("Taking over a job whose instance is silent kind={} id={} instance={} lastHeartbeat={}",
				execution.getTaskName(), execution.getId(), execution.pickedBy, execution.lastHeartbeat);
		operations.reschedule(complete, stored(this.clock.instant()));
	}

	void measure(ExecutionComplete complete) {
		String outcome = (complete.getResult() == ExecutionComplete.Result.OK) ? DONE : FAILED;
		timer(complete.getExecution().getTaskName(), outcome).record(complete.getDuration());
	}

	/** So that the first failure is an increase, too. */
	private void showFromTheStart(String kind) {
		timer(kind, DONE);
		timer(kind, FAILED);
	}

	private Timer timer(String kind, String outcome) {
		return Timer.builder("postern.jobs")
			.description("Runs of jobs")
			.tag("kind", kind)
			.tag("outcome", outcome)
			.register(this.meters);
	}

	/** The time as Postgres keeps it: rounding up would make a job wait for a tick. */
	static Instant stored(Instant time) {
		return time.truncatedTo(ChronoUnit.MICROS);
	}

}
