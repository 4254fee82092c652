package dev.postern.connect.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.postern.connect.evidence.Evidence.EvidenceStep;
import dev.postern.connect.evidence.Evidence.Note;
import dev.postern.connect.evidence.Evidence.Source;
import dev.postern.connect.evidence.Evidence.State;
import dev.postern.servers.LastLogins.FirstLogin;

/** Whether and when somebody first came to a server, as far as logins are known. */
final class LoginEvidence {

	private LoginEvidence() {
	}

	static EvidenceStep of(Facts facts) {
		FirstLogin first = facts.login();
		Instant since = first.knownSince();
		if (since == null) {
			return EvidenceStep.without(Step.FIRST_LOGIN, State.NOT_KNOWN, "not-imported");
		}
		List<Note> notes = new ArrayList<>();
		boolean late = since.isAfter(facts.subject().registered());
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
		if (!facts.isOfHostname(at)) {
			notes.add(Note.of("login-at-former-hostname", null));
		}
		String person = first.login().person();
		return new EvidenceStep(Step.FIRST_LOGIN, State.DONE, at, person.isEmpty() ? "seen-unnamed" : "seen",
				List.of(person), List.of(new Source(Source.Kind.LOGIN, String.valueOf(first.key()))), notes);
	}

}
