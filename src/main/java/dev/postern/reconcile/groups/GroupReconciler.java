package dev.postern.reconcile.groups;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.jobs.JobHandler;
import dev.postern.jobs.JobResult;
import dev.postern.jobs.Jobs;
import dev.postern.reconcile.ReconcileProperties;
import dev.postern.reconcile.apply.LockLost;
import dev.postern.reconcile.apply.WriterLock;
import dev.postern.reconcile.groups.GroupPass.Result;
import dev.postern.reconcile.groups.LastGroupPassStore.LastPass;
import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.runs.RunMeters;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the account's groups as they are wanted, one writer at a time, and comes back
 * until they are.
 */
@Component
public class GroupReconciler implements JobHandler {

	private static final Logger log = LoggerFactory.getLogger(GroupReconciler.class);

	private static final String KIND = "reconcile-groups";

	private static final String FOLLOW = "follow";

	private static final String LOOK = "look";

	/** How soon to look again whether the other writer has finished. */
	private static final Duration SOON = Duration.ofMillis(200);

	private final RuleGroups groups;

	private final GroupPassServices services;

	private final LastGroupPassStore lastPasses;

	private final WriterLock lock;

	private final Jobs jobs;

	private final ReconcileProperties properties;

	private final Clock clock;

	private final RunMeters meters;

	GroupReconciler(RuleGroups groups, GroupPassServices services, LastGroupPassStore lastPasses, WriterLock lock,
			Jobs jobs, ReconcileProperties properties, Clock clock, RunMeters meters) {
		this.groups = groups;
		this.services = services;
		this.lastPasses = lastPasses;
		this.lock = lock;
		this.jobs = jobs;
		this.properties = properties;
		this.clock = clock;
		this.meters = meters;
	}

	/**
	 * Has an edit followed as soon as the running transaction commits. Asks Cloudflare
	 * nothing when another job has followed it already.
	 */
	@Transactional
	public void follow() {
		this.jobs.enqueue(KIND, FOLLOW, this.clock.instant());
	}

	/** Has the groups looked at now, unless such a look waits already. */
	void watch() {
		this.jobs.enqueueOnce(KIND, LOOK, this.clock.instant());
	}

	/**
	 * Has the groups looked at as soon as the running transaction commits, whatever is
	 * known of them.
	 */
	@Transactional
	public void request() {
		this.jobs.enqueue(KIND, LOOK, this.clock.instant());
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public JobResult run(String subject, Instant due) {
		try {
			return this.lock.tryForGroups((held) -> pass(subject.equals(LOOK), held)).orElseGet(this::soon);
		}
		catch (LockLost ex) {
			log.warn("Stopped writing, since another writer may have the groups");
			return soon();
		}
	}

	private JobResult soon() {
		return new JobResult.Reschedule(this.clock.instant().plus(SOON));
	}

	private JobResult pass(boolean look, WriterLock.HeldLock held) {
		List<Group> all = this.groups.all();
		String seen = LastGroupPassStore.seen(all);
		LastPass last = this.lastPasses.last().orElse(new LastPass("", null, 0));
		if (!look && last.seen().equals(seen)) {
			@Nullable Instant due = last.retryAt();
			if (due == null) {
				return new JobResult.Done();
			}
			if (due.isAfter(this.clock.instant())) {
				return new JobResult.Reschedule(due);
			}
		}
		Instant now = this.clock.instant();
		Instant retryAt = now.plus(this.properties.backoff().pause(last.failures()));
		return switch (timed(new GroupPass(this.services, all, now, retryAt, held))) {
			case Result.Finished() -> {
				this.lastPasses.remember(new LastPass(seen, null, 0));
				yield new JobResult.Done();
			}
			case Result.Postponed(var notBefore) -> {
				this.lastPasses.remember(new LastPass(seen, notBefore, last.failures() + 1));
				yield new JobResult.Reschedule(notBefore);
			}
		};
	}

	private Result timed(GroupPass pass) {
		Timer.Sample sample = this.meters.start();
		String result = RunMeters.ABORTED;
		try {
			Result ended = pass.run();
			result = RunMeters.tag((ended instanceof Result.Postponed) ? Run.Status.POSTPONED : Run.Status.DONE);
			return ended;
		}
		finally {
			this.meters.endedOverGroups(sample, result);
		}
	}

}
