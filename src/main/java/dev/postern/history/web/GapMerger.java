package dev.postern.history.web;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.postern.history.Gap;

/**
 * Puts gaps in their place among logins; both come newest first. A gap stands where it
 * began.
 */
final class GapMerger {

	private final Deque<Gap> gaps;

	GapMerger(List<Gap> gaps) {
		this.gaps = new ArrayDeque<>(gaps);
	}

	/** Leaves out gaps that stood in the part before. */
	void skipUntil(Instant end) {
		before(end);
	}

	/** The gaps that stand right before a login. */
	List<Gap> before(Instant login) {
		List<Gap> before = new ArrayList<>();
		while (!this.gaps.isEmpty() && !this.gaps.getFirst().from().isBefore(login)) {
			before.add(this.gaps.removeFirst());
		}
		return before;
	}

	List<Gap> remaining() {
		return List.copyOf(this.gaps);
	}

}
