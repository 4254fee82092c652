package dev.postern.jobs;

import java.time.Instant;

/** What is to happen to a job after a run. */
public sealed interface JobResult {

	/** It is done. */
	record Done() implements JobResult {
	}

	/** It runs again, not before a time. */
	record Reschedule(Instant notBefore) implements JobResult {
	}

}
