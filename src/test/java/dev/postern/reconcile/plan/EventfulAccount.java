package dev.postern.reconcile.plan;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.postern.kernel.Hostname;

import static dev.postern.reconcile.plan.Examples.TUNNEL;
import static dev.postern.reconcile.plan.SimulatedAccount.oneOf;

/** An account to which things happen while Postern works on it, and between. */
final class EventfulAccount {

	/** In how many looks and requests the things happen. */
	private static final int MOMENTS = 60;

	final RandomAccounts given;

	final SimulatedAccount world;

	/** What the registry wants by now. */
	final TreeMap<Hostname, DesiredServer> wanted;

	/** Hostnames whose policies name a group that is lost. */
	final Set<Hostname> withoutGroup = new HashSet<>();

	private final Deque<Happening> coming;

	/** How many more requests for a hostname are refused. */
	private final Map<Hostname, Integer> refusals = new HashMap<>();

	/** When what was made at a hostname is shown. */
	private final Map<Hostname, Integer> shownAt = new HashMap<>();

	private int lag;

	private int moment;

	EventfulAccount(long seed, Collection<Happening> happenings) {
		this.given = new RandomAccounts(seed).claimSomeRules();
		this.world = this.given.world;
		this.wanted = new TreeMap<>(this.given.desired.servers());
		this.coming = new ArrayDeque<>(happenings.stream().sorted(Comparator.comparingInt(Happening::moment)).toList());
	}

	/** What happens in a world, by its seed. */
	static List<Happening> happenings(long seed) {
		Random random = new Random(seed ^ 0x0ddL);
		return Stream.generate(() -> new Happening(random.nextInt(MOMENTS), Oddity.any(random), random.nextInt()))
			.limit(1 + random.nextInt(12))
			.toList();
	}

	/** Another moment goes by: a look or a request is about to be made. */
	void next() {
		this.moment++;
		while (!this.coming.isEmpty() && this.coming.peek().moment() <= this.moment) {
			Happening due = this.coming.poll();
			due.what().strike(this, new Random(due.seed()));
		}
		this.world.unseenApps.removeIf(this::isShown);
		this.world.unseenRecords.removeIf(this::isShown);
	}

	private boolean isShown(Hostname hostname) {
		return this.shownAt.getOrDefault(hostname, 0) <= this.moment;
	}

	/** How much is yet to happen. */
	int left() {
		return this.coming.size();
	}

	/** Nothing is to be done until the next thing happens. */
	void skip() {
		this.moment = Math.max(this.moment, this.coming.isEmpty() ? this.moment : this.coming.peek().moment() - 1);
	}

	DesiredState desired() {
		return DesiredState.of(TUNNEL, Examples.TEAM, this.wanted.values());
	}

	Hostname anyHostname(Random random) {
		return oneOf(random, RandomAccounts.HOSTNAMES);
	}

	void refuse(Hostname hostname, int times) {
		this.refusals.put(hostname, times);
	}

	/** Whether Cloudflare refuses a request now. */
	boolean refuses(Change change) {
		return change.hostnames()
			.stream()
			.anyMatch((hostname) -> this.refusals.computeIfPresent(hostname,
					(key, times) -> (times > 1) ? times - 1 : null) != null);
	}

	void lag(int moments) {
		this.lag = moments;
	}

	void show(Ingress instead) {
		if (this.world.isManagedHere()) {
			this.world.shownIngress = instead;
		}
	}

	void loseTunnel(Ingress instead) {
		this.world.shownIngress = instead;
		this.world.link = ObservedState.Link.DISCONNECTED;
	}

	void tellAll() {
		this.world.untold.clear();
		this.world.untoldOfRecords.clear();
		if (this.world.isManagedHere()) {
			this.world.shownIngress = null;
		}
	}

	/** What passes has passed; what others have changed for good stays as it is. */
	void calm() {
		tellAll();
		this.refusals.clear();
		this.lag = 0;
		this.world.unseenApps.clear();
		this.world.unseenRecords.clear();
		this.withoutGroup.clear();
		this.world.zones.values().removeIf((zone) -> zone.condition() == HostnameZone.Condition.UNREADABLE);
	}

	void apply(Change change) {
		this.world.apply(change);
		if (this.lag > 0) {
			switch (change) {
				case Change.CreateApp create -> unseen(this.world.unseenApps, create.hostname());
				case Change.CreateDns create -> unseen(this.world.unseenRecords, create.hostname());
				case Change.UpdateApp _, Change.DeleteApp _, Change.UpdateDns _, Change.DeleteDns _,
						Change.ReplaceIngress _ ->
					{
					}
			}
		}
	}

	private void unseen(Set<Hostname> unseen, Hostname hostname) {
		unseen.add(hostname);
		this.shownAt.put(hostname, this.moment + this.lag);
	}

	/**
	 * Something that happens.
	 *
	 * @param moment in which
	 * @param seed for what is left to chance in it
	 */
	record Happening(int moment, Oddity what, int seed) {
	}

}
