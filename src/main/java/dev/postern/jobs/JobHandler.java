package dev.postern.jobs;

/** Does the jobs of one kind; a bean of this type is found by its kind. */
public interface JobHandler {

	/** For example {@code reconcile}. */
	String kind();

	/**
	 * Does the job, outside any transaction. An exception counts as a failure and the job
	 * is tried again with growing pauses.
	 */
	JobResult run(String subject);

}
