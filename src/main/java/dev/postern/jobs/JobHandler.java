package dev.postern.jobs;

import java.time.Instant;

/** Does the jobs of one kind; a bean of this type is found by its kind. */
public interface JobHandler {

	/** For example {@code reconcile}. */
	String kind();

	/**
	 * Does the job, outside any transaction. An exception counts as a failure and the job
	 * is tried again with growing pauses.
	 * @param due when it was to be done; what was known before may be too old for it
	 */
	JobResult run(String subject, Instant due);

}
