package dev.postern.rules.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import dev.postern.rules.evaluation.Formula.Leaf;
import dev.postern.rules.evaluation.Formula.Result;
import org.jspecify.annotations.Nullable;

/**
 * The possible answers to all questions of a formula. Answers to one question are
 * equivalent, and form one kind, if the same leaves hold for them.
 */
final class AnswerSpace {

	static final int UNKNOWN = -1;

	/** The maximum of representatives times value sets of one question. */
	private static final long MOST = 50_000_000;

	/**
	 * That many representatives times value sets cost about as much as one leaf
	 * evaluation.
	 */
	private static final long SIZE_OF_A_JUDGEMENT = 1_024;

	private final List<Dimension> dimensions = new ArrayList<>();

	private final Map<Question, Integer> numbers = new HashMap<>();

	private final IdentityHashMap<Leaf, LeafPosition> positions = new IdentityHashMap<>();

	private boolean tooLarge;

	private long cost;

	AnswerSpace(Formula statement) {
		this(List.of(statement));
	}

	/** Builds one space for several formulas. */
	AnswerSpace(Collection<Formula> statements) {
		Map<Question, List<Leaf>> leaves = new LinkedHashMap<>();
		Set<Leaf> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		statements.forEach((statement) -> collect(statement, leaves, seen));
		leaves.forEach((question, asking) -> {
			int number = this.dimensions.size();
			this.numbers.put(question, number);
			Map<ValueSet, Integer> distinct = new LinkedHashMap<>();
			for (Leaf leaf : asking) {
				Integer known = distinct.putIfAbsent(leaf.valueSet(), distinct.size());
				this.positions.put(leaf, new LeafPosition(number, (known != null) ? known : distinct.size() - 1));
			}
			long size = size(distinct.keySet());
			this.tooLarge |= size > MOST;
			this.cost += asking.size() + Math.min(size, MOST) / SIZE_OF_A_JUDGEMENT;
			if (!this.tooLarge) {
				this.dimensions.add(Dimension.of(question, List.copyOf(distinct.keySet())));
			}
		});
	}

	/** The cost of building the space, in evaluations of single leaves. */
	long cost() {
		return this.cost;
	}

	/** Whether the space was too large to build; then it answers nothing. */
	boolean tooLarge() {
		return this.tooLarge;
	}

	private static long size(Collection<ValueSet> valueSets) {
		return valueSets.size() * valueSets.stream().mapToLong((some) -> some.representatives().count()).sum();
	}

	/**
	 * Maps an identity to the kind of its answer to each question, or {@link #UNKNOWN}.
	 */
	int[] known(Identity identity) {
		return this.dimensions.stream()
			.mapToInt((dimension) -> dimension.kind(identity.answer(dimension.question())))
			.toArray();
	}

	Result resultOf(Leaf leaf, int[] known) {
		LeafPosition position = Objects.requireNonNull(this.positions.get(leaf));
		int kind = known[position.dimension()];
		return (kind == UNKNOWN) ? leaf.unknown()
				: Result.of(this.dimensions.get(position.dimension()).kinds().get(kind).get(position.values()));
	}

	int number(Question question) {
		return Objects.requireNonNull(this.numbers.get(question));
	}

	/** The number of kinds of answers to a question. */
	int kinds(int question) {
		return this.dimensions.get(question).kinds().size();
	}

	/** Completes the known kinds with those for which the fewest leaves hold. */
	int[] completed(int[] known) {
		int[] completed = known.clone();
		for (int i = 0; i < completed.length; i++) {
			completed[i] = (known[i] == UNKNOWN) ? this.dimensions.get(i).plainest() : known[i];
		}
		return completed;
	}

	int[] nothingKnown() {
		int[] known = new int[this.dimensions.size()];
		Arrays.fill(known, UNKNOWN);
		return known;
	}

	private static void collect(Formula formula, Map<Question, List<Leaf>> leaves, Set<Leaf> seen) {
		switch (formula) {
			case Leaf leaf -> {
				if (seen.add(leaf)) {
					leaves.computeIfAbsent(leaf.question(), (_) -> new ArrayList<>()).add(leaf);
				}
			}
			case Formula.All(var parts) -> parts.forEach((part) -> collect(part, leaves, seen));
			case Formula.Any(var parts) -> parts.forEach((part) -> collect(part, leaves, seen));
			case Formula.Not(var part) -> collect(part, leaves, seen);
		}
	}

	/** The dimension of a leaf, and the number of its value set there. */
	private record LeafPosition(int dimension, int values) {
	}

	/**
	 * One question and the kinds of answers to it.
	 *
	 * @param kinds for each kind, which sets of answers hold it
	 * @param plainest the kind for which the fewest do
	 */
	private record Dimension(Question question, ValueIndex index, List<BitSet> kinds, int plainest) {

		static Dimension of(Question question, List<ValueSet> valueSets) {
			ValueIndex index = ValueIndex.of(valueSets);
			List<BitSet> kinds = Stream
				.concat(valueSets.stream().flatMap(ValueSet::representatives), question.otherRepresentatives())
				.distinct()
				.map(index::of)
				.distinct()
				.toList();
			int plainest = 0;
			for (int i = 1; i < kinds.size(); i++) {
				plainest = (kinds.get(i).cardinality() < kinds.get(plainest).cardinality()) ? i : plainest;
			}
			return new Dimension(question, index, kinds, plainest);
		}

		int kind(@Nullable String answer) {
			return (answer == null) ? UNKNOWN : this.kinds.indexOf(this.index.of(answer));
		}

	}

}
