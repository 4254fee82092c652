package dev.postern.history.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.postern.history.Gap;
import dev.postern.history.search.KnownServers;
import dev.postern.history.search.Login;
import dev.postern.kernel.Page;
import org.jspecify.annotations.Nullable;

/** A line of the list: a login, or a gap among them. */
record TimelineEntry(@Nullable LoginLine line, @Nullable Gap gap) {

	/**
	 * The lines of one part of the list.
	 * @param end where the part before it ended; {@code null} for the first part
	 */
	static List<TimelineEntry> merge(Page<Login> logins, KnownServers servers, List<Gap> gaps, @Nullable Instant end) {
		GapMerger merger = new GapMerger(gaps);
		if (end != null) {
			merger.skipUntil(end);
		}
		List<TimelineEntry> entries = new ArrayList<>();
		for (Login login : logins.items()) {
			merger.before(login.at()).forEach((gap) -> entries.add(new TimelineEntry(null, gap)));
			entries.add(new TimelineEntry(LoginLine.of(login, servers), null));
		}
		if (logins.next() == null) {
			merger.remaining().forEach((gap) -> entries.add(new TimelineEntry(null, gap)));
		}
		return entries;
	}

}
