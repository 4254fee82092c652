package dev.postern.rules.evaluation;

import dev.postern.rules.evaluation.Formula.Result;

/**
 * Tries what may turn out, where three-valued logic alone cannot tell.
 */
final class Satisfiability {

	/** After so many trials it counts as possible, so that no answer is ever wrong. */
	private static final int MOST_TRIALS = 5_000;

	/** So many open questions, one after the other, count as possible too. */
	private static final int DEEPEST = 200;

	/** So many judgements of single statements are all that one search is worth. */
	private static final int MOST_EVALUATIONS = 300_000;

	private final Formula statement;

	private final AnswerSpace space;

	private final Truth wanted;

	private final WorkLimit sharedLimit;

	private final WorkLimit ownLimit = new WorkLimit(MOST_EVALUATIONS);

	private int trials;

	private Satisfiability(Formula statement, AnswerSpace space, Truth wanted, WorkLimit sharedLimit) {
		this.statement = statement;
		this.space = space;
		this.wanted = wanted;
		this.sharedLimit = sharedLimit;
	}

	/**
	 * Whether the statement can turn out so; only {@code false} is certain.
	 * @param sharedLimit what this search and others may use up together
	 */
	static boolean possible(Formula statement, AnswerSpace space, int[] known, Truth wanted, WorkLimit sharedLimit) {
		if (space.tooLarge()) {
			sharedLimit.markIncomplete();
			return true;
		}
		return new Satisfiability(statement, space, wanted, sharedLimit).possible(known.clone(), 0);
	}

	/**
	 * Whether anybody at all can meet a statement of a space; only {@code false} is
	 * certain.
	 */
	static boolean possible(Formula statement, AnswerSpace space, WorkLimit sharedLimit) {
		return possible(statement, space, space.nothingKnown(), Truth.YES, sharedLimit);
	}

	private boolean possible(int[] known, int depth) {
		if (++this.trials > MOST_TRIALS || depth > DEEPEST || this.ownLimit.exhausted() || this.sharedLimit.exhausted()) {
			this.sharedLimit.markIncomplete();
			return true;
		}
		Result result = evaluate(known);
		if (result.openQuestion() == null) {
			return result.truth() == this.wanted;
		}
		return evaluate(this.space.completed(known)).truth() == this.wanted
				|| answered(this.space.number(result.openQuestion()), known, depth);
	}

	/** Whether one of the answers to a question more makes it possible. */
	private boolean answered(int question, int[] known, int depth) {
		boolean possible = false;
		for (int kind = 0; kind < this.space.kinds(question) && !possible; kind++) {
			known[question] = kind;
			possible = possible(known, depth + 1);
		}
		known[question] = AnswerSpace.UNKNOWN;
		return possible;
	}

	private Result evaluate(int[] known) {
		return this.statement.evaluate((leaf) -> {
			this.ownLimit.step();
			this.sharedLimit.step();
			return this.space.resultOf(leaf, known);
		});
	}

}
