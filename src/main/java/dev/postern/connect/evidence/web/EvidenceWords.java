package dev.postern.connect.evidence.web;

import java.util.List;
import java.util.Locale;

import dev.postern.connect.evidence.Evidence;
import dev.postern.connect.evidence.Evidence.EvidenceStep;
import dev.postern.connect.evidence.Evidence.Note;
import dev.postern.connect.evidence.Evidence.Source;
import dev.postern.connect.evidence.web.EvidenceAnswer.NoteAnswer;
import dev.postern.connect.evidence.web.EvidenceAnswer.SourceAnswer;
import dev.postern.connect.evidence.web.EvidenceAnswer.StepAnswer;
import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Says what evidence shows. */
@Component
class EvidenceWords {

	private final MessageSource messages;

	EvidenceWords(MessageSource messages) {
		this.messages = messages;
	}

	EvidenceAnswer answer(Evidence evidence, Person reader) {
		List<StepAnswer> steps = evidence.steps()
			.stream()
			.map((step) -> step(step, evidence.subject().id(), reader.has(Role.ADMIN)))
			.toList();
		return new EvidenceAnswer(evidence.subject(), evidence.at(), evidence.order(),
				text("order." + evidence.order().code(), List.of()), steps, notes(evidence.remarks()));
	}

	private StepAnswer step(EvidenceStep step, ServerId server, boolean admin) {
		List<SourceAnswer> sources = step.sources()
			.stream()
			.map((source) -> new SourceAnswer(source.kind(), source.id(), path(source, server, admin)))
			.toList();
		return new StepAnswer(step.step(), step.state(), step.at(),
				text("%s.%s".formatted(step.step().code(), step.code()), step.args()), sources, notes(step.notes()));
	}

	/** What only administrators see is named to others, and not linked. */
	private static @Nullable String path(Source source, ServerId server, boolean admin) {
		return switch (source.kind()) {
			case LOGIN -> "/history/logins/" + source.id();
			case CHANGE -> admin ? "/runs/" + source.id().replace("/", "/changes/") : null;
			case CONNECTORS, LEDGER_RULE -> admin ? "/tunnels/" + source.id().replaceFirst("/.*", "") : null;
			case PORT_CHECK -> admin ? "/servers/%s/port-22".formatted(server) : null;
			case LEDGER -> null;
		};
	}

	private List<NoteAnswer> notes(List<Note> notes) {
		return notes.stream()
			.map((note) -> new NoteAnswer(text("note." + note.code(), note.args()), note.at()))
			.toList();
	}

	private String text(String code, List<Object> args) {
		return this.messages.getMessage("connect.evidence." + code, args.toArray(), Locale.ENGLISH);
	}

}
