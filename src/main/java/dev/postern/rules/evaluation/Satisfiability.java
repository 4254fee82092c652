package dev.postern.rules.evaluation;

import dev.postern.rules.evaluation.Formula.Result;

/**
 * Decides by search whether a formula can be true or false, where three-valued logic
 * alone cannot.
 */
final class Satisfiability {

	/**
	 * The maximum of trials; beyond it the answer is “possible”, which is never wrong.
	 */
	private static final int MOST_TRIALS = 5_000;

	/** The maximum depth; beyond it the answer is “possible” too. */
	private static final int DEEPEST = 200;

	/** The maximum of leaf evaluations of one search. */
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
	 * Whether the formula can have this truth value; only {@code false} is certain.
	 * @param sharedLimit what this search and others may use up together
	 */
	static boolean possible(Formula statement, AnswerSpace space, int[] known, Truth wanted, WorkLimit sharedLimit) {
		if (space.tooLarge()) {
			sharedLimit.markIncomplete();
			return true;
		}
		return new Satisfiability(statement, space, wanted, sharedLimit).possible(known.clone(), 0);
	}

	/** Whether the formula can be true for anybody; only {@code false} is certain. */
	static boolean possible(Formula statement, AnswerSpace space, WorkLimit sharedLimit) {
		return possible(statement, space, space.nothingKnown(), Truth.YES, sharedLimit);
	}

	private boolean possible(int[] known, int depth) {
		if (++this.trials > MOST_TRIALS || depth > DEEPEST || this.ownLimit.exhausted()
				|| this.sharedLimit.exhausted()) {
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

	/** Whether any answer to one more question makes it possible. */
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
