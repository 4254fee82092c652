package dev.postern.jobs;

import java.time.Instant;

import org.springframework.stereotype.Service;

/** Takes work that must be done although this process may die. */
@Service
public class Jobs {

	/**
	 * Has the handler of a kind run for a subject. Part of the running transaction: the
	 * job exists if and only if that commits. Never lost, at times run once more than
	 * asked; handlers find nothing to do then.
	 * @param due not before this time
	 */
	public void enqueue(String kind, String subject, Instant due) {
		throw new UnsupportedOperationException();
	}

}
