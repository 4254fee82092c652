package dev.postern.audit.web;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.postern.audit.AuditFilter;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.TimeText;
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
		since = filled(since);
		until = filled(until);
		actor = filled(actor);
		action = filled(action);
		subject = filled(subject);
		q = filled(q);
	}

	public boolean narrows() {
		return !equals(EMPTY);
	}

	/** The filter that is meant; every value that cannot be read is named. */
	AuditFilter filter(ZoneId zone) {
		List<FieldProblem> problems = new ArrayList<>();
		Instant from = read(() -> TimeText.start("since", this.since, zone), problems);
		Instant to = read(() -> TimeText.end("until", this.until, zone), problems);
		if (!problems.isEmpty()) {
			throw new InvalidInput(problems);
		}
		return new AuditFilter(from, to, this.actor, this.action, this.subject, this.q);
	}

	private static @Nullable Instant read(Supplier<@Nullable Instant> value, List<FieldProblem> problems) {
		try {
			return value.get();
		}
		catch (InvalidInput ex) {
			problems.addAll(ex.problems());
			return null;
		}
	}

	private static @Nullable String filled(@Nullable String text) {
		return Optional.ofNullable(text).map(String::strip).filter((stripped) -> !stripped.isEmpty()).orElse(null);
	}

}
