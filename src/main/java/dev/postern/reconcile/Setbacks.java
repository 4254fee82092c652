package dev.postern.reconcile;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.postern.kernel.Hostname;
import dev.postern.servers.Problem;

/** The servers that a pass goes on without, and why. */
final class Setbacks {

	/** When so many changes failed it is not for the servers. */
	private static final int MOST_FAILURES = 3;

	/** What Cloudflare refused, or a person has to decide. */
	private final Map<Hostname, Problem> refused = new HashMap<>();

	/** What Cloudflare failed at, to be tried again later. */
	private final Map<Hostname, Problem> failing = new HashMap<>();

	/**
	 * Servers of a change that went wrong, of which it is not known which is to blame.
	 */
	private final Deque<Hostname> suspects = new ArrayDeque<>();

	private int failures;

	void refuse(Collection<Hostname> hostnames, Problem problem) {
		hostnames.forEach((hostname) -> this.refused.put(hostname, problem));
	}

	/** A change was refused. */
	void refused(Set<Hostname> hostnames, Problem problem) {
		blame(hostnames, problem, this.refused);
	}

	/** A change failed; answers whether it is worth going on with the others. */
	boolean failed(Set<Hostname> hostnames, Problem problem) {
		blame(hostnames, problem, this.failing);
		return ++this.failures < MOST_FAILURES;
	}

	/** Whether there was one more suspect to try, which is not held any more. */
	boolean tryNextSuspect() {
		return this.suspects.poll() != null;
	}

	/** All but one of the suspects, too: each is tried by itself. */
	Set<Hostname> held() {
		Set<Hostname> held = new HashSet<>(this.refused.keySet());
		held.addAll(this.failing.keySet());
		this.suspects.stream().skip(1).forEach(held::add);
		return held;
	}

	Map<Hostname, Problem> refused() {
		return Map.copyOf(this.refused);
	}

	Map<Hostname, Problem> failing() {
		return Map.copyOf(this.failing);
	}

	private void blame(Set<Hostname> hostnames, Problem problem, Map<Hostname, Problem> why) {
		if (hostnames.size() > 1) {
			this.suspects.addAll(hostnames.stream().sorted().toList());
			return;
		}
		hostnames.forEach((hostname) -> why.put(hostname, problem));
		this.suspects.removeAll(hostnames);
	}

}
