package dev.postern.rules.evaluation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the value sets of one question that contain an answer.
 *
 * @param named those that name a text, by it
 * @param ranges those that hold what comes from a text on, up to the next one
 * @param others the numbers of those that have to be asked one by one
 */
record ValueIndex(List<ValueSet> all, Map<String, BitSet> named, NavigableMap<String, BitSet> ranges,
		List<Integer> others) {

	private static final BitSet NONE = new BitSet();

	static ValueIndex of(List<ValueSet> all) {
		ValueIndex index = new ValueIndex(all, new HashMap<>(), new TreeMap<>(), new ArrayList<>());
		for (int i = 0; i < all.size(); i++) {
			switch (all.get(i)) {
				case ValueSet.Only(var texts) -> index.add(i, texts);
				case ValueSet.EmailAddresses(var texts) -> index.add(i, texts);
				case ValueSet.IpRanges(var ends) -> index.add(i, ends);
				case ValueSet.AllBut _ -> index.others.add(i);
			}
		}
		BitSet open = new BitSet(all.size());
		index.ranges.values().forEach((changing) -> {
			open.xor(changing);
			changing.clear();
			changing.or(open);
		});
		return index;
	}

	/** The numbers of the sets that contain the answer. */
	BitSet of(String answer) {
		BitSet holding = new BitSet(this.all.size());
		int at = answer.lastIndexOf('@');
		List.of(answer, answer.substring(Math.max(at, 0)))
			.forEach((text) -> holding.or(this.named.getOrDefault(text, NONE)));
		this.others.forEach(holding::set);
		holding.stream().filter((i) -> !this.all.get(i).contains(answer)).forEach(holding::clear);
		var before = this.ranges.floorEntry(answer);
		if (before != null) {
			holding.or(before.getValue());
		}
		return holding;
	}

	private void add(int number, Set<String> texts) {
		texts.forEach((text) -> this.named.computeIfAbsent(text, (_) -> new BitSet(this.all.size())).set(number));
	}

	/**
	 * Notes at which texts the ranges of a set begin and end; ranges of one set do not
	 * touch.
	 */
	private void add(int number, NavigableMap<String, String> ends) {
		ends.forEach((from, end) -> List.of(from, end)
			.forEach((text) -> this.ranges.computeIfAbsent(text, (_) -> new BitSet(this.all.size())).set(number)));
	}

}
