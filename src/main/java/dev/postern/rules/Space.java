package dev.postern.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.rules.Formula.Answer;
import dev.postern.rules.Formula.Leaf;
import org.jspecify.annotations.Nullable;

/**
 * All that may turn out, as far as a statement tells it apart: for each question the
 * answers, where those that make the same leaves hold are one.
 */
final class Space {

	private static final int UNKNOWN = -1;

	private final List<Aspect> aspects = new ArrayList<>();

	private final Map<Question, Integer> numbers = new HashMap<>();

	private final IdentityHashMap<Leaf, Place> places = new IdentityHashMap<>();

	Space(Formula statement) {
		Map<Question, List<Leaf>> leaves = new LinkedHashMap<>();
		collect(statement, leaves);
		leaves.forEach((question, asking) -> {
			int number = this.aspects.size();
			this.numbers.put(question, number);
			for (int i = 0; i < asking.size(); i++) {
				this.places.put(asking.get(i), new Place(number, i));
			}
			this.aspects.add(Aspect.of(question, asking));
		});
	}

	/** What is known: for each question which of the answers it is. */
	int[] known(Identity identity) {
		return this.aspects.stream().mapToInt((aspect) -> aspect.kind(identity.answer(aspect.question()))).toArray();
	}

	Answer judge(Leaf leaf, int[] known) {
		Place place = Objects.requireNonNull(this.places.get(leaf));
		int kind = known[place.aspect()];
		return (kind == UNKNOWN) ? leaf.open()
				: Answer.of(this.aspects.get(place.aspect()).kinds().get(kind).get(place.leaf()));
	}

	/** What may become known when one question more is answered. */
	Stream<int[]> answered(Question question, int[] known) {
		int number = Objects.requireNonNull(this.numbers.get(question));
		return IntStream.range(0, this.aspects.get(number).kinds().size()).mapToObj((kind) -> {
			int[] more = known.clone();
			more[number] = kind;
			return more;
		});
	}

	int[] nothingKnown() {
		int[] known = new int[this.aspects.size()];
		Arrays.fill(known, UNKNOWN);
		return known;
	}

	private static void collect(Formula formula, Map<Question, List<Leaf>> leaves) {
		switch (formula) {
			case Leaf leaf -> leaves.computeIfAbsent(leaf.question(), (_) -> new ArrayList<>()).add(leaf);
			case Formula.All(var parts) -> parts.forEach((part) -> collect(part, leaves));
			case Formula.Any(var parts) -> parts.forEach((part) -> collect(part, leaves));
			case Formula.Not(var part) -> collect(part, leaves);
		}
	}

	/** Where a leaf stands: which question it asks, and as which of those that do. */
	private record Place(int aspect, int leaf) {
	}

	/**
	 * A question with the kinds of answers to it.
	 *
	 * @param kinds for each kind, which leaves hold
	 */
	private record Aspect(Question question, List<Leaf> leaves, List<BitSet> kinds) {

		static Aspect of(Question question, List<Leaf> leaves) {
			List<BitSet> kinds = Stream
				.concat(leaves.stream().flatMap((leaf) -> leaf.values().named()), question.unnamed())
				.distinct()
				.map((answer) -> holding(leaves, answer))
				.distinct()
				.toList();
			return new Aspect(question, leaves, kinds);
		}

		int kind(@Nullable String answer) {
			return (answer == null) ? UNKNOWN : this.kinds.indexOf(holding(this.leaves, answer));
		}

		private static BitSet holding(List<Leaf> leaves, String answer) {
			BitSet holding = new BitSet(leaves.size());
			for (int i = 0; i < leaves.size(); i++) {
				holding.set(i, leaves.get(i).values().has(answer));
			}
			return holding;
		}

	}

}
