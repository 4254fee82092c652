package dev.postern.connect.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.postern.connect.evidence.Evidence.EvidenceStep;
import dev.postern.connect.evidence.Evidence.Note;
import dev.postern.connect.evidence.Evidence.Source;
import dev.postern.connect.evidence.Evidence.State;
import dev.postern.connect.ports.PortCheck;
import dev.postern.connect.ports.PortResult;
import org.jspecify.annotations.Nullable;

/** Since when port 22 of a server is closed, by the checks of it. */
final class PortEvidence {

	private PortEvidence() {
	}

	static EvidenceStep of(Facts facts) {
		List<PortCheck> checks = facts.ports();
		if (checks.isEmpty()) {
			return EvidenceStep.without(Step.PORT_CLOSED, State.NOT_YET, "not-tried");
		}
		PortCheck newest = checks.getFirst();
		if (newest.result() == PortResult.OPEN) {
			return port(State.NOT_YET, newest, "open", List.of(), newest.at());
		}
		PortCheck opened = facts.opened();
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
		Instant login = (facts.login().login() != null) ? facts.login().login().at() : null;
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

}
