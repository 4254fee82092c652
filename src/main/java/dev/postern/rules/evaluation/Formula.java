package dev.postern.rules.evaluation;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** A Boolean formula about an identity, evaluated in Kleene's three-valued logic. */
sealed interface Formula {

	Formula ALWAYS = new All(List.of());

	Formula NEVER = new Any(List.of());

	/** Evaluates the formula from the results of its leaves. */
	Result evaluate(Function<Leaf, Result> known);

	/** Holds if the answer to a question is in a set. */
	record Leaf(Question question, ValueSet valueSet, Result unknown) implements Formula {

		/** Creates a leaf whose result is unknown until the question is answered. */
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
	 * The result of evaluating a formula.
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
