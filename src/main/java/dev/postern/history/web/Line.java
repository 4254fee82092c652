package dev.postern.history.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.postern.history.Gap;
import dev.postern.history.Login;
import dev.postern.kernel.Page;
import org.jspecify.annotations.Nullable;

/** A line of the list: a login, or a gap among them. */
record Line(@Nullable Login login, @Nullable Gap gap) {

	/**
	 * The lines of one part of the list.
	 * @param end where the part before it ended; {@code null} for the first part
	 */
	static List<Line> weave(Page<Login> logins, List<Gap> gaps, @Nullable Instant end) {
		GapWeaver weaver = new GapWeaver(gaps);
		if (end != null) {
			weaver.skipUntil(end);
		}
		List<Line> lines = new ArrayList<>();
		for (Login login : logins.items()) {
			weaver.before(login.at()).forEach((gap) -> lines.add(new Line(null, gap)));
			lines.add(new Line(login, null));
		}
		if (logins.next() == null) {
			weaver.rest().forEach((gap) -> lines.add(new Line(null, gap)));
		}
		return lines;
	}

}
