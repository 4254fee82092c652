package dev.postern.servers.web;

import java.util.List;
import java.util.Set;

import dev.postern.rules.evaluation.Fact;

/**
 * Whether somebody would get in.
 *
 * @param outcome {@code allowed}, {@code denied} or {@code depends}; {@code incomplete}
 * while that cannot be told, {@code unasked} while nobody was named
 * @param why in words; on what it depends where it does
 * @param by the policies that decide, by their places, from 1 on
 * @param unknown what would have to be known
 * @param problems what cannot be taken of the somebody
 */
record PolicyTesterAnswer(String outcome, String why, List<Integer> by, Set<Fact> unknown, List<String> problems) {

	static PolicyTesterAnswer without(String outcome) {
		return new PolicyTesterAnswer(outcome, "", List.of(), Set.of(), List.of());
	}

	static PolicyTesterAnswer wrong(List<String> problems) {
		return new PolicyTesterAnswer("incomplete", "", List.of(), Set.of(), problems);
	}

}
