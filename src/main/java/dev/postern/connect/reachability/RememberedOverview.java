package dev.postern.connect.reachability;

import java.util.List;
import java.util.function.Supplier;

import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;

/**
 * The overview that was counted last, as long as the same servers and the same people are
 * asked about. Both come as the same objects while nothing of them changed, and people
 * are known with the policies that name them.
 */
final class RememberedOverview {

	private volatile @Nullable Counted last;

	ReachOverview of(List<Server> servers, List<KnownPerson> people, Supplier<ReachOverview> count) {
		Counted before = this.last;
		if (before == null || !before.isOf(servers, people)) {
			before = new Counted(servers, people, count.get());
			this.last = before;
		}
		return before.overview();
	}

	private record Counted(List<Server> servers, List<KnownPerson> people, ReachOverview overview) {

		@SuppressWarnings("ReferenceEquality") // other objects are other servers or
												// people
		boolean isOf(List<Server> servers, List<KnownPerson> people) {
			return this.servers == servers && this.people == people;
		}

	}

}
