package dev.postern.jobs;

import java.time.Instant;

/** What is to happen to a job after a run. */
public sealed interface Next {

	/** It is done. */
	record Done() implements Next {
	}

	/** It runs again, not before a time. */
	record Again(Instant notBefore) implements Next {
	}

}
