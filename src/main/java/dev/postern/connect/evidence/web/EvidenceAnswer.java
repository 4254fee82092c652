package dev.postern.connect.evidence.web;

import java.time.Instant;
import java.util.List;

import dev.postern.connect.evidence.Evidence;
import dev.postern.connect.evidence.Step;
import dev.postern.connect.evidence.EvidencedServer;
import org.jspecify.annotations.Nullable;

/**
 * Evidence as it is told.
 *
 * @param at when it was put together
 * @param order whether the server was protected before anything led to it
 * @param means the same as a sentence
 */
record EvidenceAnswer(EvidencedServer server, Instant at, Evidence.Order order, String means, List<StepAnswer> steps,
		List<NoteAnswer> remarks) {

	EvidenceAnswer {
		steps = List.copyOf(steps);
		remarks = List.copyOf(remarks);
	}

	/**
	 * A step as it is told.
	 *
	 * @param at when it was done; {@code null} when that is not known, or it was not
	 */
	record StepAnswer(Step step, Evidence.State state, @Nullable Instant at, String evidence,
			List<SourceAnswer> sources, List<NoteAnswer> notes) {

		StepAnswer {
			sources = List.copyOf(sources);
			notes = List.copyOf(notes);
		}

	}

	/**
	 * Where something is stored.
	 *
	 * @param path where it can be seen; {@code null} for nowhere, or not by this reader
	 */
	record SourceAnswer(Evidence.Source.Kind kind, String id, @Nullable String path) {
	}

	/**
	 * Something to know besides.
	 *
	 * @param at when that was; {@code null} for no time
	 */
	record NoteAnswer(String text, @Nullable Instant at) {
	}

}
