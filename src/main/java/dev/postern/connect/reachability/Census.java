package dev.postern.connect.reachability;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.connect.reachability.ReachOverview.OfPerson;
import dev.postern.connect.reachability.ReachOverview.OfServer;

/**
 * Counts for each server and each person who gets in. It evaluates the policies of a
 * server once for all people whom they do not distinguish.
 */
final class Census {

	private final Everybody everybody;

	private final int[] allowed;

	private final int[] depends;

	Census(Everybody everybody) {
		this.everybody = everybody;
		this.allowed = new int[everybody.people().size()];
		this.depends = new int[everybody.people().size()];
	}

	ReachOverview of(Stream<Gate> gates) {
		List<OfServer> servers = gates.map(this::count).toList();
		List<OfPerson> people = IntStream.range(0, this.everybody.people().size())
			.mapToObj((i) -> new OfPerson(this.everybody.people().get(i),
					new Tally(this.allowed[i], this.depends[i], servers.size() - this.allowed[i] - this.depends[i])))
			.toList();
		return new ReachOverview(servers, people);
	}

	private OfServer count(Gate gate) {
		Tally tally = Tally.NONE;
		for (BitSet part : this.everybody.parts(gate.named())) {
			Verdict verdict = Verdict.of(gate.access(this.everybody.people().get(part.nextSetBit(0))));
			tally = tally.plus(verdict, part.cardinality());
			switch (verdict) {
				case ALLOWED -> part.stream().forEach((i) -> this.allowed[i]++);
				case DEPENDS -> part.stream().forEach((i) -> this.depends[i]++);
				case DENIED -> {
				}
			}
		}
		return new OfServer(gate.server(), tally, gate.deciding());
	}

}
