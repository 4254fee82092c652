package dev.postern.jobs;

import java.util.UUID;

/**
 * Instance ids of jobs: the subject and, but for those of which one is enough, something
 * unique, so that asking again during a run makes a second job and no request is lost.
 */
final class InstanceIds {

	private InstanceIds() {
	}

	static String unique(String subject) {
		return subject + ":" + UUID.randomUUID();
	}

	/** The id of the one job that a subject has at a time. */
	static String single(String subject) {
		return subject + ":";
	}

	static String subject(String instance) {
		return instance.substring(0, instance.lastIndexOf(':'));
	}

}
