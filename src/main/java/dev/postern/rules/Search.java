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

	/** So many judgements of single statements are all that one search is worth. */
	private static final int MOST_JUDGED = 300_000;

	private final Formula statement;

	private final Space space;

	private final Effort inAll;

	private final Effort here = new Effort(MOST_JUDGED);

	private int trials;

	private Search(Formula statement, Space space, Effort inAll) {
		this.statement = statement;
		this.space = space;
		this.inAll = inAll;
	}

	/**
	 * Whether the statement can turn out so; only {@code false} is certain.
	 * @param inAll what this search and others may use up together
	 */
	static boolean possible(Formula statement, Space space, int[] known, Truth wanted, Effort inAll) {
		return new Search(statement, space, inAll).possible(known, wanted, 0);
	}

	/** Whether anybody at all can meet the statement; only {@code false} is certain. */
	static boolean possible(Formula statement) {
		Space space = new Space(statement);
		return possible(statement, space, space.nothingKnown(), Truth.YES, new Effort(MOST_JUDGED));
	}

	private boolean possible(int[] known, Truth wanted, int depth) {
		if (++this.trials > MOST_TRIALS || depth > DEEPEST || this.here.isSpent() || this.inAll.isSpent()) {
			return true;
		}
		Answer answer = this.statement.judge((leaf) -> {
			this.here.spend();
			this.inAll.spend();
			return this.space.judge(leaf, known);
		});
		if (answer.open() == null) {
			return answer.truth() == wanted;
		}
		return this.space.answered(answer.open(), known).anyMatch((more) -> possible(more, wanted, depth + 1));
	}

}
