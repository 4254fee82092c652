package dev.postern.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.postern.directory.Group;
import dev.postern.directory.RuleGroups;
import dev.postern.jobs.JobHandler;
import dev.postern.jobs.Jobs;
import dev.postern.jobs.Next;
import dev.postern.reconcile.GroupPass.Result;
import dev.postern.reconcile.GroupPassMemory.LastPass;
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

	private final GroupPasses passes;

	private final GroupPassMemory memory;

	private final TunnelLock lock;

	private final Jobs jobs;

	private final ReconcileProperties properties;

	private final Clock clock;

	private final RunMeters meters;

	GroupReconciler(RuleGroups groups, GroupPasses passes, GroupPassMemory memory, TunnelLock lock, Jobs jobs,
			ReconcileProperties properties, Clock clock, RunMeters meters) {
		this.groups = groups;
		this.passes = passes;
		this.memory = memory;
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
	public Next run(String subject) {
		try {
			return this.lock.aloneWithGroups((held) -> pass(subject.equals(LOOK), held)).orElseGet(this::soon);
		}
		catch (LockLost ex) {
			log.warn("Stopped writing, since another writer may have the groups");
			return soon();
		}
	}

	private Next soon() {
		return new Next.Again(this.clock.instant().plus(SOON));
	}

	private Next pass(boolean look, TunnelLock.Held held) {
		List<Group> all = this.groups.all();
		String seen = GroupPassMemory.seen(all);
		LastPass last = this.memory.last().orElse(new LastPass("", null, 0));
		if (!look && last.seen().equals(seen)) {
			@Nullable Instant due = last.retryAt();
			if (due == null) {
				return new Next.Done();
			}
			if (due.isAfter(this.clock.instant())) {
				return new Next.Again(due);
			}
		}
		Instant now = this.clock.instant();
		return switch (timed(this.passes.over(all, now, now.plus(pause(last.failures())), held))) {
			case Result.Finished() -> {
				this.memory.remember(new LastPass(seen, null, 0));
				yield new Next.Done();
			}
			case Result.Postponed(var notBefore) -> {
				this.memory.remember(new LastPass(seen, notBefore, last.failures() + 1));
				yield new Next.Again(notBefore);
			}
		};
	}

	private Result timed(GroupPass pass) {
		Timer.Sample sample = this.meters.start();
		String result = RunMeters.ABORTED;
		try {
			Result ended = pass.go();
			result = RunMeters.tag((ended instanceof Result.Postponed) ? Run.Status.POSTPONED : Run.Status.DONE);
			return ended;
		}
		finally {
			this.meters.endedOverGroups(sample, result);
		}
	}

	private Duration pause(int failures) {
		Duration doubled = this.properties.retryFirst().multipliedBy(1L << Math.min(failures, 20));
		return (doubled.compareTo(this.properties.retryLongest()) < 0) ? doubled : this.properties.retryLongest();
	}

}
