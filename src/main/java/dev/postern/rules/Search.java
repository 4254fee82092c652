package dev.postern.rules;

import dev.postern.rules.Formula.Answer;

/**
 * Tries what may turn out, where three-valued logic alone cannot tell.
 */
final class Search {

	/** After so many trials it counts as possible, so that no answer is ever wrong. */
	private static final int MOST_TRIALS = 5_000;

	/** So many open questions, one after the other, count as possible too. */
	private static final int DEEPEST = 200;

	private final Formula statement;

	private final Space space;

	private int trials;

	private Search(Formula statement, Space space) {
		this.statement = statement;
		this.space = space;
	}

	/** Whether the statement can turn out so; only {@code false} is certain. */
	static boolean possible(Formula statement, Space space, int[] known, Truth wanted) {
		return new Search(statement, space).possible(known, wanted, 0);
	}

	/** Whether anybody at all can meet the statement; only {@code false} is certain. */
	static boolean possible(Formula statement) {
		Space space = new Space(statement);
		return possible(statement, space, space.nothingKnown(), Truth.YES);
	}

	private boolean possible(int[] known, Truth wanted, int depth) {
		if (++this.trials > MOST_TRIALS || depth > DEEPEST) {
			return true;
		}
		Answer answer = this.statement.judge((leaf) -> this.space.judge(leaf, known));
		if (answer.open() == null) {
			return answer.truth() == wanted;
		}
		return this.space.answered(answer.open(), known).anyMatch((more) -> possible(more, wanted, depth + 1));
	}

}
