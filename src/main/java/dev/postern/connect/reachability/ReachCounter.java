package dev.postern.connect.reachability;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.connect.reachability.ReachOverview.PersonTally;
import dev.postern.connect.reachability.ReachOverview.ServerTally;

/**
 * Counts for each server and each person who gets in. It evaluates the policies of a
 * server once for all people whom they do not distinguish.
 */
final class ReachCounter {

	private final PeopleIndex index;

	private final int[] allowed;

	private final int[] depends;

	ReachCounter(PeopleIndex index) {
		this.index = index;
		this.allowed = new int[index.people().size()];
		this.depends = new int[index.people().size()];
	}

	ReachOverview overview(Stream<CompiledServer> compiledServers) {
		List<ServerTally> servers = compiledServers.map(this::count).toList();
		List<PersonTally> people = IntStream.range(0, this.index.people().size())
			.mapToObj((i) -> new PersonTally(this.index.people().get(i),
					new Tally(this.allowed[i], this.depends[i], servers.size() - this.allowed[i] - this.depends[i])))
			.toList();
		return new ReachOverview(servers, people);
	}

	private ServerTally count(CompiledServer compiled) {
		Tally tally = Tally.NONE;
		for (BitSet part : this.index.equivalenceClasses(compiled.subjects())) {
			AccessVerdict verdict = AccessVerdict.of(compiled.access(this.index.people().get(part.nextSetBit(0))));
			tally = tally.plus(verdict, part.cardinality());
			switch (verdict) {
				case ALLOWED -> part.stream().forEach((i) -> this.allowed[i]++);
				case DEPENDS -> part.stream().forEach((i) -> this.depends[i]++);
				case DENIED -> {
				}
			}
		}
		List<String> deciding = compiled.decidingPolicies();
		return new ServerTally(compiled.server(), tally, compiled.others(), deciding, compiled.machinePolicies());
	}

}
