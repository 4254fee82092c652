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
import dev.postern.reconcile.ServerTrace;
import dev.postern.reconcile.ServerTrace.Act;
import dev.postern.reconcile.ServerTrace.Held;
import dev.postern.reconcile.ServerTrace.Made;
import dev.postern.reconcile.ServerTrace.Thing;
import org.jspecify.annotations.Nullable;

/** Reads from the facts in which order a server was made reachable. Pure. */
final class OrderOfEvidence {

	private final Facts facts;

	private final Beginning application;

	private final Beginning route;

	private final Beginning dns;

	private OrderOfEvidence(Facts facts) {
		this.facts = facts;
		this.application = Beginning.of(facts.trace(), Thing.APPLICATION);
		this.route = Beginning.of(facts.trace(), Thing.RULE);
		this.dns = Beginning.of(facts.trace(), Thing.RECORD);
	}

	static Evidence of(Facts facts, Instant now) {
		OrderOfEvidence order = new OrderOfEvidence(facts);
		List<EvidenceStep> steps = List.of(order.applicationStep(), order.wayStep(Step.ROUTE, order.route),
				order.wayStep(Step.RECORD, order.dns), order.connectorStep(), LoginEvidence.of(facts),
				PortEvidence.of(facts));
		return new Evidence(facts.subject(), now, order.order(), steps, order.remarks());
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
		if (beginning.isFound(this.facts.allRunsKept())) {
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
		return new EvidenceStep(step, (removed || !this.facts.allRunsKept()) ? State.NOT_KNOWN : State.NOT_YET, null,
				removed ? "nothing-kept" : "none", List.of(), List.of(), List.of());
	}

	private EvidenceStep connectorStep() {
		Instant begun = this.route.begun();
		Optional<ServerTrace.Arrival> first = this.facts.trace()
			.arrivals()
			.stream()
			.filter((arrival) -> begun == null || !arrival.seenAt().isBefore(begun))
			.filter((arrival) -> this.facts.isOfHostname(arrival.seenAt()))
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
			return EvidenceStep.without(Step.CONNECTOR, State.NOT_KNOWN, "nothing-kept");
		}
		if (this.route.held() == null) {
			return EvidenceStep.without(Step.CONNECTOR, State.NOT_YET, "none");
		}
		return (this.facts.ruleVersion() != null) ? new EvidenceStep(Step.CONNECTOR, State.NOT_YET, null, "not-seen",
				List.of(this.facts.ruleVersion()), List.of(), List.of())
				: EvidenceStep.without(Step.CONNECTOR, State.NOT_KNOWN, "no-version");
	}

	private Order order() {
		Instant way = Stream.of(this.route, this.dns)
			.map(Beginning::begun)
			.filter(Objects::nonNull)
			.min(Comparator.naturalOrder())
			.orElse(null);
		boolean removed = this.facts.subject().removed() != null;
		if (way == null) {
			return (removed || !this.facts.allRunsKept()) ? Order.NOT_KNOWN : Order.NOT_YET;
		}
		boolean found = this.route.isFound(this.facts.allRunsKept()) || this.dns.isFound(this.facts.allRunsKept());
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
		return (found || !this.facts.allRunsKept() || isSomethingUncertain()) ? Order.NOT_KNOWN : Order.NOT_KEPT;
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
		if (!this.facts.allRunsKept()) {
			remarks.add(Note.of("runs-kept-since", this.facts.trace().runsSince()));
		}
		return remarks;
	}

	private boolean isWayOpen() {
		return this.route.held() != null || this.dns.held() != null;
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
			sources.add((held.id() != null) ? new Source(Source.Kind.LEDGER, held.id())
					: new Source(Source.Kind.LEDGER_RULE, held.tunnel().toString()));
		}
		return sources;
	}

	private static List<Note> plus(List<Note> notes, Note note) {
		return Stream.concat(notes.stream(), Stream.of(note)).toList();
	}

}
