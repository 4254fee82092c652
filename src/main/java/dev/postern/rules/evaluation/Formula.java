package dev.postern.rules.evaluation;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** A statement about whoever comes. */
sealed interface Formula {

	Formula ALWAYS = new All(List.of());

	Formula NEVER = new Any(List.of());

	/** Judges the statement by what is known of its leaves. */
	Result evaluate(Function<Leaf, Result> known);

	/** The answer to a question is one of these. */
	record Leaf(Question question, ValueSet valueSet, Result unknown) implements Formula {

		/**
		 * Tells leaves apart by who they are: many are alike, each is asked by itself.
		 */
		Leaf(Question question, ValueSet valueSet) {
			this(question, valueSet, new Result(Truth.UNKNOWN, question));
		}

		Result resultFor(@Nullable String answer) {
			return (answer == null) ? this.unknown : Result.of(this.valueSet.contains(answer));
		}

		@Override
		public Result evaluate(Function<Leaf, Result> known) {
			return known.apply(this);
		}

	}

	/** All of them hold. */
	record All(List<Formula> parts) implements Formula {

		@Override
		public Result evaluate(Function<Leaf, Result> known) {
			return first(this.parts, known, Result.NO, Result.YES);
		}

	}

	/** One of them holds. */
	record Any(List<Formula> parts) implements Formula {

		@Override
		public Result evaluate(Function<Leaf, Result> known) {
			return first(this.parts, known, Result.YES, Result.NO);
		}

	}

	/** It does not hold. */
	record Not(Formula part) implements Formula {

		@Override
		public Result evaluate(Function<Leaf, Result> known) {
			Result result = this.part.evaluate(known);
			return switch (result.truth()) {
				case YES -> Result.NO;
				case NO -> Result.YES;
				case UNKNOWN -> result;
			};
		}

	}

	private static Result first(List<Formula> parts, Function<Leaf, Result> known, Result deciding, Result otherwise) {
		Result result = otherwise;
		for (Formula part : parts) {
			Result next = part.evaluate(known);
			if (next.truth() == deciding.truth()) {
				return deciding;
			}
			if (result.truth() == otherwise.truth()) {
				result = next;
			}
		}
		return result;
	}

	/**
	 * How a statement is judged.
	 *
	 * @param openQuestion for what is not known, the first question that it hangs on
	 */
	record Result(Truth truth, @Nullable Question openQuestion) {

		static final Result YES = new Result(Truth.YES, null);

		static final Result NO = new Result(Truth.NO, null);

		static Result of(boolean known) {
			return known ? YES : NO;
		}

	}

}
