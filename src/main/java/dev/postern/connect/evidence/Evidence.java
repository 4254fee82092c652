package dev.postern.connect.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What shows in which order a server was made reachable.
 *
 * @param at when it was put together
 * @param remarks what has to be known besides to read it right
 */
public record Evidence(EvidencedServer subject, Instant at, Order order, List<EvidenceStep> steps, List<Note> remarks) {

	public Evidence {
		steps = List.copyOf(steps);
		remarks = List.copyOf(remarks);
	}

	/** Whether the server was protected before anything led to it. */
	public enum Order {

		/** The application was read back before the first rule or record. */
		KEPT,
		/** An application was made before them; that it was read back is not stored. */
		MADE_FIRST,
		/** A rule or record was there before any application. */
		NOT_KEPT,
		/** What is stored does not tell. */
		NOT_KNOWN,
		/** Nothing leads to the server yet. */
		NOT_YET;

		/** Names its texts. */
		public String code() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

	/**
	 * A step and what is known of it.
	 *
	 * @param at when it was done, as far as that is known
	 * @param code with that of the step, names the text that says what was found
	 * @param args what the text names
	 * @param sources where it is stored
	 */
	public record EvidenceStep(Step step, State state, @Nullable Instant at, String code, List<Object> args,
			List<Source> sources, List<Note> notes) {

		public EvidenceStep {
			args = List.copyOf(args);
			sources = List.copyOf(sources);
			notes = List.copyOf(notes);
		}

		/** One of which nothing is stored. */
		static EvidenceStep without(Step step, State state, String code) {
			return new EvidenceStep(step, state, null, code, List.of(), List.of(), List.of());
		}

	}

	/** How a step stands. */
	public enum State {

		/** It was done, and what shows it is stored. */
		DONE,
		/** It was not done yet. */
		NOT_YET,
		/** What is stored does not tell. */
		NOT_KNOWN;

		/** Names its texts. */
		public String code() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

	/**
	 * Where something is stored.
	 *
	 * @param id names it there
	 */
	public record Source(Kind kind, String id) {

		/** What is stored there. */
		public enum Kind {

			/** A change of a run, as {@code <run>/<number>}. */
			CHANGE,
			/**
			 * What Postern holds to be its own at Cloudflare, by Cloudflare's id or name.
			 */
			LEDGER,
			/** The same of a rule, which has no id, by its tunnel. */
			LEDGER_RULE,
			/** A look at connectors, as {@code <tunnel>/<version>}. */
			CONNECTORS,
			/** A login. */
			LOGIN,
			/** A port check. */
			PORT_CHECK;

			/** Names its texts. */
			public String code() {
				return name().toLowerCase(Locale.ROOT).replace('_', '-');
			}

		}

	}

	/**
	 * Something to know besides.
	 *
	 * @param code names its text
	 * @param at when that was; {@code null} for no time
	 */
	public record Note(String code, List<Object> args, @Nullable Instant at) {

		public Note {
			args = List.copyOf(args);
		}

		static Note of(String code, @Nullable Instant at, Object... args) {
			return new Note(code, List.of(args), at);
		}

	}

}
