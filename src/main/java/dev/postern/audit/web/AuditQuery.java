package dev.postern.audit.web;

import java.time.ZoneId;

import dev.postern.audit.AuditFilter;
import dev.postern.ui.input.FilterParser;
import dev.postern.ui.input.TimeInput;
import org.jspecify.annotations.Nullable;

/**
 * The filters as they stand in the address of the page and of the API.
 *
 * @param q a part of any text
 */
record AuditQuery(@Nullable String since, @Nullable String until, @Nullable String actor, @Nullable String action,
		@Nullable String subject, @Nullable String via, @Nullable String address, @Nullable String q) {

	static final AuditQuery EMPTY = new AuditQuery(null, null, null, null, null, null, null, null);

	AuditQuery {
		since = FilterParser.trimToNull(since);
		until = FilterParser.trimToNull(until);
		actor = FilterParser.trimToNull(actor);
		action = FilterParser.trimToNull(action);
		subject = FilterParser.trimToNull(subject);
		via = FilterParser.trimToNull(via);
		address = FilterParser.trimToNull(address);
		q = FilterParser.trimToNull(q);
	}

	public boolean narrows() {
		return !equals(EMPTY);
	}

	/** Reads the filter; the exception names every value that cannot be read. */
	AuditFilter filter(ZoneId zone) {
		FilterParser parser = new FilterParser();
		AuditFilter filter = new AuditFilter(parser.parse(() -> TimeInput.start("since", this.since, zone)),
				parser.parse(() -> TimeInput.end("until", this.until, zone)), this.actor, this.action, this.subject,
				this.via, this.address, this.q);
		parser.throwIfInvalid();
		return filter;
	}

}
