package dev.postern.history.web;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.postern.history.Gap;
import dev.postern.history.Login;
import org.jspecify.annotations.Nullable;

/** A line of the list: a login, or a gap among them. */
record Line(@Nullable Login login, @Nullable Gap gap) {

	/**
	 * Puts gaps in their place among logins; both come newest first. A gap stands where
	 * it began.
	 */
	static final class Weaver {

		private final Deque<Gap> gaps;

		Weaver(List<Gap> gaps) {
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

		List<Gap> rest() {
			return List.copyOf(this.gaps);
		}

	}

	static List<Line> weave(List<Login> logins, List<Gap> gaps, @Nullable Instant end, boolean toTheEnd) {
		Weaver weaver = new Weaver(gaps);
		if (end != null) {
			weaver.skipUntil(end);
		}
		List<Line> lines = new ArrayList<>();
		for (Login login : logins) {
			weaver.before(login.at()).forEach((gap) -> lines.add(new Line(null, gap)));
			lines.add(new Line(login, null));
		}
		if (toTheEnd) {
			weaver.rest().forEach((gap) -> lines.add(new Line(null, gap)));
		}
		return lines;
	}

}
