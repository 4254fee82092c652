package dev.postern.rules;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.postern.rules.Formula.Leaf;

/**
 * Which of the leaves that ask one question hold for an answer to it.
 *
 * @param named the leaves that name a text, by it
 * @param others the numbers of those that have to be asked one by one
 */
record Holding(List<Leaf> all, Map<String, BitSet> named, List<Integer> others) {

	private static final BitSet NONE = new BitSet();

	static Holding of(List<Leaf> leaves) {
		Holding holding = new Holding(leaves, new HashMap<>(), new ArrayList<>());
		for (int i = 0; i < leaves.size(); i++) {
			switch (leaves.get(i).values()) {
				case Values.Only(var texts) -> holding.note(i, texts);
				case Values.Addresses(var texts) -> holding.note(i, texts);
				case Values.AllBut _, Values.Ranges _ -> holding.others.add(i);
			}
		}
		return holding;
	}

	/** The numbers of those that hold. */
	BitSet leaves(String answer) {
		BitSet holding = new BitSet(this.all.size());
		int at = answer.lastIndexOf('@');
		List.of(answer, answer.substring(Math.max(at, 0)))
			.forEach((text) -> holding.or(this.named.getOrDefault(text, NONE)));
		this.others.forEach(holding::set);
		holding.stream().filter((i) -> !this.all.get(i).values().has(answer)).forEach(holding::clear);
		return holding;
	}

	private void note(int leaf, Set<String> texts) {
		texts.forEach((text) -> this.named.computeIfAbsent(text, (_) -> new BitSet(this.all.size())).set(leaf));
	}

}
