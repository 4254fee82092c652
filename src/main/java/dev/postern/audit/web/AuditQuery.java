package dev.postern.audit.web;

import java.time.ZoneId;

import dev.postern.audit.AuditFilter;
import dev.postern.ui.input.FilterReader;
import dev.postern.ui.input.TimeText;
import org.jspecify.annotations.Nullable;

/**
 * The filters as they stand in the address of the page and of the API.
 *
 * @param q a part of any text
 */
record AuditQuery(@Nullable String since, @Nullable String until, @Nullable String actor, @Nullable String action,
		@Nullable String subject, @Nullable String q) {

	static final AuditQuery EMPTY = new AuditQuery(null, null, null, null, null, null);

	AuditQuery {
		since = FilterReader.filled(since);
		until = FilterReader.filled(until);
		actor = FilterReader.filled(actor);
		action = FilterReader.filled(action);
		subject = FilterReader.filled(subject);
		q = FilterReader.filled(q);
	}

	public boolean narrows() {
		return !equals(EMPTY);
	}

	/** Reads the filter; the exception names every value that cannot be read. */
	AuditFilter filter(ZoneId zone) {
		FilterReader reader = new FilterReader();
		AuditFilter filter = new AuditFilter(reader.read(() -> TimeText.start("since", this.since, zone)),
				reader.read(() -> TimeText.end("until", this.until, zone)), this.actor, this.action, this.subject,
				this.q);
		reader.refuseWhatIsWrong();
		return filter;
	}

}
