package dev.postern.rules.evaluation;

import dev.postern.rules.evaluation.Formula.Answer;

/**
 * Tries what may turn out, where three-valued logic alone cannot tell.
 */
final class Satisfiability {

	/** After so many trials it counts as possible, so that no answer is ever wrong. */
	private static final int MOST_TRIALS = 5_000;

	/** So many open questions, one after the other, count as possible too. */
	private static final int DEEPEST = 200;

	/** So many judgements of single statements are all that one search is worth. */
	private static final int MOST_JUDGED = 300_000;

	private final Formula statement;

	private final AnswerSpace space;

	private final Truth wanted;

	private final WorkLimit inAll;

	private final WorkLimit here = new WorkLimit(MOST_JUDGED);

	private int trials;

	private Satisfiability(Formula statement, AnswerSpace space, Truth wanted, WorkLimit inAll) {
		this.statement = statement;
		this.space = space;
		this.wanted = wanted;
		this.inAll = inAll;
	}

	/**
	 * Whether the statement can turn out so; only {@code false} is certain.
	 * @param inAll what this search and others may use up together
	 */
	static boolean possible(Formula statement, AnswerSpace space, int[] known, Truth wanted, WorkLimit inAll) {
		if (space.tooLarge()) {
			inAll.giveUp();
			return true;
		}
		return new Satisfiability(statement, space, wanted, inAll).possible(known.clone(), 0);
	}

	/**
	 * Whether anybody at all can meet a statement of a space; only {@code false} is
	 * certain.
	 */
	static boolean possible(Formula statement, AnswerSpace space, WorkLimit inAll) {
		return possible(statement, space, space.nothingKnown(), Truth.YES, inAll);
	}

	private boolean possible(int[] known, int depth) {
		if (++this.trials > MOST_TRIALS || depth > DEEPEST || this.here.spent() || this.inAll.spent()) {
			this.inAll.giveUp();
			return true;
		}
		Answer answer = judge(known);
		if (answer.open() == null) {
			return answer.truth() == this.wanted;
		}
		return judge(this.space.completed(known)).truth() == this.wanted
				|| answered(this.space.number(answer.open()), known, depth);
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

	private Answer judge(int[] known) {
		return this.statement.judge((leaf) -> {
			this.here.step();
			this.inAll.step();
			return this.space.judge(leaf, known);
		});
	}

}
