package dev.postern.jobs;

import java.util.UUID;

/**
 * Instance ids of jobs: the subject and something unique, so that asking again during a
 * run makes a second job and no request is lost.
 */
final class Subjects {

	private Subjects() {
	}

	static String instance(String subject) {
		return subject + ":" + UUID.randomUUID();
	}

	static String subject(String instance) {
		return instance.substring(0, instance.lastIndexOf(':'));
	}

}
