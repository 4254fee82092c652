package dev.postern.rules.evaluation;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** A statement about whoever comes. */
sealed interface Formula {

	Formula ALWAYS = new All(List.of());

	Formula NEVER = new Any(List.of());

	/** Judges the statement by what is known of its leaves. */
	Answer judge(Function<Leaf, Answer> known);

	/** The answer to a question is one of these. */
	record Leaf(Question question, ValueSet values, Answer open) implements Formula {

		/**
		 * Tells leaves apart by who they are: many are alike, each is asked by itself.
		 */
		Leaf(Question question, ValueSet values) {
			this(question, values, new Answer(Truth.UNKNOWN, question));
		}

		Answer by(@Nullable String answer) {
			return (answer == null) ? this.open : Answer.of(this.values.has(answer));
		}

		@Override
		public Answer judge(Function<Leaf, Answer> known) {
			return known.apply(this);
		}

	}

	/** All of them hold. */
	record All(List<Formula> parts) implements Formula {

		@Override
		public Answer judge(Function<Leaf, Answer> known) {
			return first(this.parts, known, Answer.NO, Answer.YES);
		}

	}

	/** One of them holds. */
	record Any(List<Formula> parts) implements Formula {

		@Override
		public Answer judge(Function<Leaf, Answer> known) {
			return first(this.parts, known, Answer.YES, Answer.NO);
		}

	}

	/** It does not hold. */
	record Not(Formula part) implements Formula {

		@Override
		public Answer judge(Function<Leaf, Answer> known) {
			Answer answer = this.part.judge(known);
			return switch (answer.truth()) {
				case YES -> Answer.NO;
				case NO -> Answer.YES;
				case UNKNOWN -> answer;
			};
		}

	}

	private static Answer first(List<Formula> parts, Function<Leaf, Answer> known, Answer deciding, Answer otherwise) {
		Answer answer = otherwise;
		for (Formula part : parts) {
			Answer next = part.judge(known);
			if (next.truth() == deciding.truth()) {
				return deciding;
			}
			if (answer.truth() == otherwise.truth()) {
				answer = next;
			}
		}
		return answer;
	}

	/**
	 * How a statement is judged.
	 *
	 * @param open for what is not known, the first question that it hangs on
	 */
	record Answer(Truth truth, @Nullable Question open) {

		static final Answer YES = new Answer(Truth.YES, null);

		static final Answer NO = new Answer(Truth.NO, null);

		static Answer of(boolean known) {
			return known ? YES : NO;
		}

	}

}
