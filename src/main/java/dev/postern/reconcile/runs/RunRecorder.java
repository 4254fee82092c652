package dev.postern.reconcile.runs;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Problem;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Writes down one run as it goes, so that a page on any instance can show it. Nothing is
 * written for a run that finds nothing to do.
 */
public final class RunRecorder {

	private final RunStore runs;

	private final TunnelId tunnel;

	private @Nullable UUID run;

	private @Nullable Problem notice;

	private Run.@Nullable Status status;

	/** All for which something was planned. */
	private final Set<Hostname> hostnames = new HashSet<>();

	public RunRecorder(RunStore runs, TunnelId tunnel) {
		this.runs = runs;
		this.tunnel = tunnel;
	}

	/**
	 * The changes that a plan still wants; those planned before and not made are
	 * replaced.
	 */
	public void planned(Plan plan) {
		if (!plan.settled() || this.run != null) {
			plan.changes().forEach((change) -> this.hostnames.addAll(change.hostnames()));
			this.runs.plan(begun(), plan.changes());
		}
	}

	public void started(List<? extends Change> changes) {
		this.runs.mark(begun(), changes, Run.ChangeStatus.RUNNING, null);
	}

	public void done(Change change, String answer) {
		this.runs.mark(begun(), List.of(change), Run.ChangeStatus.DONE, answer);
	}

	/** A configuration was written and got this version. */
	public void done(Change.ReplaceIngress change, int version) {
		this.runs.written(begun(), this.tunnel, change, version);
	}

	public void skipped(List<? extends Change> changes) {
		this.runs.mark(begun(), changes, Run.ChangeStatus.SKIPPED, null);
	}

	/** The request for the changes was answered with a fault, or not at all. */
	public void failed(List<? extends Change> changes, CloudflareException exception) {
		this.runs.mark(begun(), changes, Run.ChangeStatus.after(exception), exception.getMessage());
	}

	/** Something that people should know although the run goes on. */
	public void notice(Problem notice) {
		this.notice = notice;
	}

	public void ended(Run.Status status, @Nullable Problem problem) {
		this.status = status;
		if (this.run != null || problem != null) {
			this.runs.end(begun(), status, (problem != null) ? problem : this.notice);
		}
	}

	/** Notes why some servers are not as is wanted, if there is a run to tell of. */
	public void stopped(Collection<RunStop> stops) {
		if (this.run != null && !stops.isEmpty()) {
			this.runs.stopped(this.run, stops);
		}
	}

	/** Whether something was planned for a hostname. */
	public boolean touches(Hostname hostname) {
		return this.hostnames.contains(hostname);
	}

	/**
	 * Whether the run has to do with one of these hostnames; one that found nothing to do
	 * has to do with all.
	 */
	public boolean concerns(Set<Hostname> some) {
		return this.hostnames.isEmpty() || !Collections.disjoint(this.hostnames, some);
	}

	/** How it went, for the meters. */
	public String result() {
		Run.Status ended = this.status;
		if (ended == null) {
			return RunMeters.ABORTED;
		}
		return (ended == Run.Status.DONE && this.run == null) ? RunMeters.UNCHANGED : RunMeters.tag(ended);
	}

	private UUID begun() {
		UUID begun = this.run;
		if (begun == null) {
			begun = this.runs.begin(this.tunnel);
			this.run = begun;
		}
		return begun;
	}

}
