package dev.postern.connect.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.postern.connect.evidence.Evidence.EvidenceStep;
import dev.postern.connect.evidence.Evidence.Note;
import dev.postern.connect.evidence.Evidence.Order;
import dev.postern.connect.evidence.Evidence.Source;
import dev.postern.connect.evidence.Evidence.State;
import dev.postern.connect.ports.PortCheck;
import dev.postern.connect.ports.PortResult;
import dev.postern.reconcile.ServerTrace;
import dev.postern.reconcile.ServerTrace.Act;
import dev.postern.reconcile.ServerTrace.Held;
import dev.postern.reconcile.ServerTrace.Made;
import dev.postern.reconcile.ServerTrace.Thing;
import dev.postern.servers.LastLogins.FirstLogin;
import org.jspecify.annotations.Nullable;

/** Reads from the facts in which order a server was made reachable. Pure. */
final class OrderOfEvidence {

	private final Facts facts;

	private final Beginning application;

	private final Beginning route;

	private final Beginning dns;

	private OrderOfEvidence(Facts facts) {
		this.facts = facts;
		this.application = beginning(Thing.APPLICATION);
		this.route = beginning(Thing.RULE);
		this.dns = beginning(Thing.RECORD);
	}

	static Evidence of(Facts facts, Instant now) {
		OrderOfEvidence order = new OrderOfEvidence(facts);
		List<EvidenceStep> steps = List.of(order.applicationStep(), order.wayStep(Step.ROUTE, order.route),
				order.wayStep(Step.RECORD, order.dns), order.connectorStep(), order.loginStep(), order.portStep());
		return new Evidence(facts.subject(), now, order.order(), steps, order.remarks());
	}

	/** How a thing came to stand for the first time, as far as that is stored. */
	private Beginning beginning(Thing thing) {
		ServerTrace trace = this.facts.trace();
		List<Made> made = trace.made().stream().filter((one) -> one.thing() == thing).toList();
		Held held = trace.held()
			.stream()
			.filter((one) -> one.thing() == thing)
			.min(Comparator.comparing(Held::ownedAt))
			.orElse(null);
		Made first = made.stream()
			.filter((one) -> one.act() != Act.REMOVED)
			.min(Comparator.comparing(Made::startedAt))
			.orElse(null);
		boolean gone = held == null && !made.isEmpty() && made.getLast().act() == Act.REMOVED
				&& made.getLast().answered();
		return new Beginning(held, first, gone);
	}

	/** Whether all runs that the server had are kept. */
	private boolean allRunsKept() {
		return !this.facts.subject().registered().isBefore(this.facts.trace().runsSince());
	}

	private EvidenceStep applicationStep() {
		Held held = this.application.held();
		if (held == null) {
			return withoutHeld(Step.APPLICATION, this.application);
		}
		List<Note> notes = new ArrayList<>(standing(held));
		Made first = this.application.first();
		if (first != null && first.act() == Act.MADE && isEarlierThing(first, held)) {
			notes.add(Note.of("recreated", first.endedAt()));
		}
		List<Source> sources = sources(held, madeOf(held, Thing.APPLICATION));
		if (held.seenAt() == null) {
			return new EvidenceStep(Step.APPLICATION, isWayOpen() ? State.NOT_KNOWN : State.NOT_YET, null, "not-seen",
					List.of(String.valueOf(held.id())), sources, notes);
		}
		return new EvidenceStep(Step.APPLICATION, State.DONE, held.seenAt(), "seen", List.of(String.valueOf(held.id())),
				sources, notes);
	}

	private EvidenceStep wayStep(Step step, Beginning beginning) {
		Held held = beginning.held();
		if (held == null) {
			return withoutHeld(step, beginning);
		}
		List<Note> notes = new ArrayList<>(standing(held));
		if (beginning.isFound(allRunsKept())) {
			return new EvidenceStep(step, State.NOT_KNOWN, null, "found", List.of(), sources(held, null),
					plus(notes, Note.of("found", held.ownedAt())));
		}
		Instant at = Objects.requireNonNull(beginning.at());
		if (beginning.first() == null || beginning.first().act() != Act.MADE) {
			notes.add(Note.of("pruned", null));
		}
		return new EvidenceStep(step, State.DONE, at, "made", List.of(), sources(held, beginning.first()), notes);
	}

	private EvidenceStep withoutHeld(Step step, Beginning beginning) {
		Made first = beginning.first();
		if (first != null) {
			return new EvidenceStep(step, State.DONE, first.endedAt(), beginning.gone() ? "gone" : "made-once",
					List.of(), sources(null, first),
					(first.act() == Act.MADE) ? List.of() : List.of(Note.of("pruned", null)));
		}
		boolean removed = this.facts.subject().removed() != null;
		return new EvidenceStep(step, (removed || !allRunsKept()) ? State.NOT_KNOWN : State.NOT_YET, null,
				removed ? "nothing-kept" : "none", List.of(), List.of(), List.of());
	}

	private EvidenceStep connectorStep() {
		Instant begun = this.route.begun();
		Optional<ServerTrace.Arrival> first = this.facts.trace()
			.arrivals()
			.stream()
			.filter((arrival) -> begun == null || !arrival.seenAt().isBefore(begun))
			.filter((arrival) -> isOfHostname(arrival.seenAt()))
			.findFirst();
		if (first.isPresent()) {
			ServerTrace.Arrival arrival = first.get();
			int now = Objects.requireNonNullElse(this.facts.ruleVersion(), arrival.version());
			boolean behind = this.facts.tunnel() != null && this.facts.trace()
				.arrivals()
				.stream()
				.noneMatch((one) -> one.tunnel().equals(this.facts.tunnel()) && one.version() >= now);
			return new EvidenceStep(Step.CONNECTOR, State.DONE, arrival.seenAt(), "seen", List.of(arrival.version()),
					List.of(new Source(Source.Kind.CONNECTORS, "%s/%d".formatted(arrival.tunnel(), arrival.version()))),
					behind ? List.of(Note.of("behind", null, now)) : List.of());
		}
		if (this.facts.subject().removed() != null) {
			return step(Step.CONNECTOR, State.NOT_KNOWN, "nothing-kept");
		}
		if (this.route.held() == null) {
			return step(Step.CONNECTOR, State.NOT_YET, "none");
		}
		return (this.facts.ruleVersion() != null) ? new EvidenceStep(Step.CONNECTOR, State.NOT_YET, null, "not-seen",
				List.of(this.facts.ruleVersion()), List.of(), List.of())
				: step(Step.CONNECTOR, State.NOT_KNOWN, "no-version");
	}

	private EvidenceStep loginStep() {
		FirstLogin first = this.facts.login();
		Instant since = first.knownSince();
		if (since == null) {
			return step(Step.FIRST_LOGIN, State.NOT_KNOWN, "not-imported");
		}
		List<Note> notes = new ArrayList<>();
		boolean late = since.isAfter(this.facts.subject().registered());
		if (late) {
			notes.add(Note.of("history-begins", since));
		}
		if (!first.whole()) {
			notes.add(Note.of("history-gap", null));
		}
		if (first.login() == null) {
			boolean known = !late && first.whole();
			return new EvidenceStep(Step.FIRST_LOGIN, known ? State.NOT_YET : State.NOT_KNOWN, null, "none", List.of(),
					List.of(), notes);
		}
		Instant at = first.login().at();
		if (!isOfHostname(at)) {
			notes.add(Note.of("login-at-former-hostname", null));
		}
		String person = first.login().person().isEmpty() ? "?" : first.login().person();
		return new EvidenceStep(Step.FIRST_LOGIN, State.DONE, at, "seen", List.of(person),
				List.of(new Source(Source.Kind.LOGIN, String.valueOf(first.key()))), notes);
	}

	private EvidenceStep portStep() {
		List<PortCheck> checks = this.facts.ports();
		if (checks.isEmpty()) {
			return step(Step.PORT_CLOSED, State.NOT_YET, "not-tried");
		}
		PortCheck newest = checks.getFirst();
		if (newest.result() == PortResult.OPEN) {
			return port(State.NOT_YET, newest, "open", List.of(), newest.at());
		}
		PortCheck opened = this.facts.opened();
		if (!newest.isCertain(opened)) {
			return port(State.NOT_KNOWN, newest, "doubtful", List.of(), null);
		}
		List<PortCheck> shut = checks.stream()
			.takeWhile((check) -> check.result() != PortResult.OPEN && check.address().equals(newest.address()))
			.toList();
		PortCheck first = shut.getLast();
		List<Note> notes = new ArrayList<>();
		checks.stream().filter((check) -> check.result() == PortResult.OPEN).findFirst().ifPresent((open) -> {
			notes.add(Note.of("was-open", open.at(), open.address()));
			if (!open.address().equals(newest.address())) {
				notes.add(Note.of("other-address", null, open.address(), newest.address()));
			}
		});
		if (shut.size() > 1) {
			notes.add(Note.of("still-closed", newest.at()));
		}
		Instant login = (this.facts.login().login() != null) ? this.facts.login().login().at() : null;
		if (login == null || first.at().isBefore(login)) {
			notes.add(Note.of("closed-before-login", null));
		}
		if (opened != null) {
			notes.add(Note.of("gets-out", opened.at()));
		}
		return port(State.DONE, newest, (newest.result() == PortResult.CLOSED) ? "closed" : "silent", notes,
				first.at());
	}

	private static EvidenceStep port(State state, PortCheck check, String code, List<Note> notes,
			@Nullable Instant at) {
		return new EvidenceStep(Step.PORT_CLOSED, state, at, code, List.of(check.address()),
				List.of(new Source(Source.Kind.PORT_CHECK, check.id().toString())), notes);
	}

	private Order order() {
		Instant way = Stream.of(this.route, this.dns)
			.map(Beginning::begun)
			.filter(Objects::nonNull)
			.min(Comparator.naturalOrder())
			.orElse(null);
		boolean removed = this.facts.subject().removed() != null;
		if (way == null) {
			return (removed || !allRunsKept()) ? Order.NOT_KNOWN : Order.NOT_YET;
		}
		boolean found = this.route.isFound(allRunsKept()) || this.dns.isFound(allRunsKept());
		Held held = this.application.held();
		Instant seen = (held != null) ? held.seenAt() : null;
		if (!found && seen != null && !seen.isAfter(way)) {
			return Order.KEPT;
		}
		Made first = this.application.first();
		if (!found && first != null && first.answered() && !first.endedAt().isAfter(way)
				&& !isApplicationRemovedBetween(first.endedAt(), way)) {
			return Order.MADE_FIRST;
		}
		if (!found && held != null && held.seenAt() == null && !held.ownedAt().isAfter(way)) {
			return Order.MADE_FIRST;
		}
		return (found || !allRunsKept() || isSomethingUncertain()) ? Order.NOT_KNOWN : Order.NOT_KEPT;
	}

	private boolean isApplicationRemovedBetween(Instant from, Instant to) {
		return this.facts.trace()
			.made()
			.stream()
			.filter((one) -> one.thing() == Thing.APPLICATION && one.act() == Act.REMOVED)
			.anyMatch((one) -> !one.startedAt().isBefore(from) && !one.startedAt().isAfter(to));
	}

	/** An application whose making was not answered may have been there all the same. */
	private boolean isSomethingUncertain() {
		return this.facts.trace()
			.made()
			.stream()
			.anyMatch((one) -> one.thing() == Thing.APPLICATION && !one.answered());
	}

	private List<Note> remarks() {
		EvidencedServer subject = this.facts.subject();
		List<Note> remarks = new ArrayList<>();
		if (subject.removed() != null) {
			remarks.add(Note.of("removed", subject.removed()));
		}
		if (subject.renamed() != null) {
			remarks.add(Note.of("renamed", subject.renamed(), subject.hostname()));
		}
		if (this.facts.trace().held().stream().anyMatch((held) -> held.ownedAt().isBefore(subject.registered()))) {
			remarks.add(Note.of("taken-over", null));
		}
		if (!allRunsKept()) {
			remarks.add(Note.of("runs-kept-since", this.facts.trace().runsSince()));
		}
		return remarks;
	}

	private boolean isWayOpen() {
		return this.route.held() != null || this.dns.held() != null;
	}

	private boolean isOfHostname(Instant at) {
		Instant renamed = this.facts.subject().renamed();
		return renamed == null || !at.isBefore(renamed);
	}

	/** Whether a change made another thing than the one that stands. */
	private boolean isEarlierThing(Made first, Held held) {
		return this.facts.trace()
			.made()
			.stream()
			.anyMatch((one) -> one.thing() == first.thing() && one.act() == Act.MADE && one.answered()
					&& !one.startedAt().isAfter(held.ownedAt()) && one.startedAt().isAfter(first.startedAt()));
	}

	/** The change that made what stands; {@code null} when its run is not kept. */
	private @Nullable Made madeOf(Held held, Thing thing) {
		return this.facts.trace()
			.made()
			.stream()
			.filter((one) -> one.thing() == thing && one.act() == Act.MADE && !one.startedAt().isAfter(held.ownedAt()))
			.max(Comparator.comparing(Made::startedAt))
			.orElse(null);
	}

	private static List<Note> standing(Held held) {
		return (held.missedAt() != null) ? List.of(Note.of("missed", held.missedAt())) : List.of();
	}

	private static List<Source> sources(@Nullable Held held, @Nullable Made made) {
		List<Source> sources = new ArrayList<>();
		if (made != null) {
			sources.add(new Source(Source.Kind.CHANGE, "%s/%d".formatted(made.run(), made.seq())));
		}
		if (held != null) {
			sources.add(new Source(Source.Kind.LEDGER,
					(held.id() != null) ? held.id() : "%s of %s".formatted(held.thing(), held.tunnel())));
		}
		return sources;
	}

	private static List<Note> plus(List<Note> notes, Note note) {
		return Stream.concat(notes.stream(), Stream.of(note)).toList();
	}

	private static EvidenceStep step(Step step, State state, String code) {
		return new EvidenceStep(step, state, null, code, List.of(), List.of(), List.of());
	}

	/**
	 * How a thing came to stand.
	 *
	 * @param held {@code null} when nothing stands any more, or yet
	 * @param first the first change that had it stand, of runs that are kept
	 * @param gone whether it was taken away again
	 */
	private record Beginning(@Nullable Held held, @Nullable Made first, boolean gone) {

		/** Since when it stands, or stood; {@code null} when that is not known. */
		@Nullable Instant at() {
			return earlier((this.held != null) ? this.held.ownedAt() : null,
					(this.first != null) ? this.first.endedAt() : null);
		}

		/** Before which it did not stand, by what is stored. */
		@Nullable Instant begun() {
			return earlier((this.held != null) ? this.held.ownedAt() : null,
					(this.first != null) ? this.first.startedAt() : null);
		}

		/** Whether it stood already when Postern took it up. */
		boolean isFound(boolean allRunsKept) {
			return this.held != null && allRunsKept && (this.first == null || this.first.act() == Act.CHANGED);
		}

		private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
			if (one == null || other == null) {
				return (one != null) ? one : other;
			}
			return one.isBefore(other) ? one : other;
		}

	}

}
