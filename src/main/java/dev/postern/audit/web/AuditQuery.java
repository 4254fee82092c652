package dev.postern.audit.web;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.postern.audit.AuditFilter;
import dev.postern.ui.QueryString;
import dev.postern.ui.input.FilterParser;
import dev.postern.ui.input.RepeatedValues;
import dev.postern.ui.input.TimeInput;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The filters as they stand in the addresses of the page, of the export and of the API.
 */
record AuditQuery(@Parameter(description = "The first moment or day") @Nullable String since,
		@Parameter(description = "The end: a moment, which is left out, or a day, which is not") @Nullable String until,
		@Parameter(
				description = "Who did it: a whole address, or a part of a name. Several: any of them") List<String> actor,
		@Parameter(description = "None of these did it") List<String> notActor,
		@Parameter(description = "access, servers, groups, service-tokens, people, sign-ins, downloads or upkeep. "
				+ "Several: any of them, or of the actions") List<String> kind,
		@Parameter(
				description = "An action or how it begins, for example server.edited or server. Several: any of them") List<String> action,
		@Parameter(
				description = "A name that a server has or had, or its id, whether or not it is still registered. Several: any of them") List<String> server,
		@Parameter(description = "A part of the name of what it was done to, or its id") @Nullable String subject,
		@Parameter(
				description = "How the request came: browser, token or client, perhaps with a blank and its name") @Nullable String via,
		@Parameter(
				description = "The client's address, or its start where it ends with a dot or a colon") @Nullable String address,
		@Parameter(description = "A part of any text, the values before and after included") @Nullable String q) {

	static final AuditQuery EMPTY = new AuditQuery(null, null, List.of(), List.of(), List.of(), List.of(), List.of(),
			null, null, null, null);

	AuditQuery {
		since = FilterParser.trimToNull(since);
		until = FilterParser.trimToNull(until);
		actor = RepeatedValues.of(actor);
		notActor = RepeatedValues.of(notActor);
		kind = RepeatedValues.of(kind);
		action = RepeatedValues.of(action);
		server = RepeatedValues.of(server);
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
		Stream<String> kinds = this.kind.stream()
			.flatMap((code) -> Optional.ofNullable(parser.parse(() -> ActionKind.of(code))).stream())
			.flatMap((known) -> known.starts().stream());
		AuditFilter filter = new AuditFilter(parser.parse(() -> TimeInput.start("since", this.since, zone)),
				parser.parse(() -> TimeInput.end("until", this.until, zone)), this.actor, this.notActor,
				Stream.concat(this.action.stream(), kinds).toList(), this.server, this.subject, this.via, this.address,
				this.q);
		parser.throwIfInvalid();
		return filter;
	}

	/** The same in another time. */
	AuditQuery in(@Nullable String since, @Nullable String until) {
		return new AuditQuery(since, until, this.actor, this.notActor, this.kind, this.action, this.server,
				this.subject, this.via, this.address, this.q);
	}

	/** The same with other actors. */
	AuditQuery by(List<String> actor, List<String> notActor) {
		return new AuditQuery(this.since, this.until, actor, notActor, this.kind, this.action, this.server,
				this.subject, this.via, this.address, this.q);
	}

	/** The same about other actions and servers. */
	AuditQuery about(List<String> kind, List<String> action, List<String> server) {
		return new AuditQuery(this.since, this.until, this.actor, this.notActor, kind, action, server, this.subject,
				this.via, this.address, this.q);
	}

	/** The same with other texts. */
	AuditQuery with(@Nullable String subject, @Nullable String via, @Nullable String address, @Nullable String q) {
		return new AuditQuery(this.since, this.until, this.actor, this.notActor, this.kind, this.action, this.server,
				subject, via, address, q);
	}

	/** All of it as the query of an address. */
	QueryString link() {
		return new QueryString().add("since", this.since)
			.add("until", this.until)
			.add("actor", this.actor)
			.add("notActor", this.notActor)
			.add("kind", this.kind)
			.add("action", this.action)
			.add("server", this.server)
			.add("subject", this.subject)
			.add("via", this.via)
			.add("address", this.address)
			.add("q", this.q);
	}

}
