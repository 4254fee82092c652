package dev.postern.reconcile.plan;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.Hostname;
import dev.postern.reconcile.plan.SimulatedPass.Ended;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks after each request of a pass at what really stands, whatever is shown of it. Says
 * for itself what guards and who gets in, and asks the planner nothing.
 */
final class SimulatedWatch {

	private final SimulatedAccount world;

	private final DesiredState desired;

	private Set<Hostname> guardedAtLook = Set.of();

	private Set<Hostname> workingAtLook = Set.of();

	private Set<Hostname> exposedBefore = Set.of();

	private Set<Hostname> workingBefore = Set.of();

	private List<Object> foreignBefore = List.of();

	SimulatedWatch(SimulatedAccount world, DesiredState desired) {
		this.world = world;
		this.desired = desired;
	}

	/** What a pass can know from now on; what others do later it cannot. */
	void looked() {
		this.guardedAtLook = where(this::guarded);
		this.workingAtLook = where(this::works);
	}

	/** Who shall not get in any more waits for nobody but for what lies open. */
	void planned(Plan plan) {
		List<Change> changes = plan.changes();
		for (int later = 1; later < changes.size(); later++) {
			if (changes.get(later) instanceof Change.UpdateApp update && takesAway(update)) {
				Set<Hostname> open = where((hostname) -> ourRecords(hostname) > 0 && !guarded(hostname));
				Set<Hostname> first = changes.subList(0, later)
					.stream()
					.filter((earlier) -> !(earlier instanceof Change.UpdateApp other && takesAway(other)))
					.flatMap((earlier) -> earlier.hostnames().stream())
					.collect(Collectors.toSet());
				assertThat(open).as("what goes before who shall not get in at %s", update.hostname())
					.containsAll(first);
			}
		}
	}

	void before() {
		this.exposedBefore = where(this::exposed);
		this.workingBefore = where(this::works);
		this.foreignBefore = foreign();
	}

	void after(Change change) {
		Set<Hostname> opened = where(this::exposed);
		opened.removeAll(this.exposedBefore);
		opened.removeIf(this.guardedAtLook::contains);
		assertThat(opened).as("opened without a guard by %s (I1)", change).isEmpty();
		assertThat(foreign()).as("foreign after %s (I2)", change).isEqualTo(this.foreignBefore);
		Set<Hostname> lost = new TreeSet<>(this.workingAtLook);
		lost.retainAll(this.workingBefore);
		lost.retainAll(this.desired.servers().keySet());
		lost.removeIf((hostname) -> works(hostname) || isOfAnotherType(hostname));
		assertThat(lost).as("taken down by %s (I3)", change).isEmpty();
		assertThat(RandomAccounts.HOSTNAMES).as("twins after %s (I4)", change)
			.allMatch((hostname) -> ourApps(hostname).size() <= 1 && ourRecords(hostname) <= 1);
	}

	/** What people may rely on when nothing happened on the way. */
	void ended(Ended ended, Set<Hostname> held) {
		assertThat(where(this::exposed)).as("open after a pass (I1)").allMatch(this::canOnlyBeShutByItsRule);
		Set<Hostname> told = new HashSet<>(ended.stopped());
		ended.plan().alarms().forEach((alarm) -> told.add(alarm.hostname()));
		for (DesiredServer wanted : this.desired.servers().values()) {
			Hostname hostname = wanted.hostname();
			if (!ended.stopped().contains(hostname)) {
				assertThat(this.world.leadsTo(hostname)).as("where %s leads", hostname).contains(wanted.service());
				assertThat(guarded(hostname)).as("%s is guarded", hostname).isTrue();
				assertThat(IngressRule.isCatchAll(this.world.ingress().rules().getLast())).as("a catch-all").isTrue();
			}
			if (!held.contains(hostname) && !this.world.unseenApps.contains(hostname)) {
				ourApps(hostname).stream()
					.filter((app) -> !this.world.untold.containsKey(app.id()))
					.forEach((app) -> assertThat(admitted(wanted.application())).as("who gets in at %s", hostname)
						.containsAll(admitted(app.spec())));
			}
			if (isOpenInParts(hostname)) {
				assertThat(told).as("told to be open").contains(hostname);
			}
		}
		for (Hostname hostname : RandomAccounts.HOSTNAMES) {
			boolean leaving = !this.desired.servers().containsKey(hostname) && !ended.stopped().contains(hostname)
					&& !isAnotherTunnelsWay(hostname);
			if (leaving) {
				assertThat(ourApps(hostname)).as("left at %s", hostname).isEmpty();
				if (!mayStay(hostname)) {
					assertThat(ourRecords(hostname)).as("left at %s", hostname).isZero();
				}
				assertThat(this.world.ourRules).as("left at %s", hostname).doesNotContainKey(hostname);
			}
		}
	}

	/** A person had the record forgotten, or it is certainly gone. */
	private boolean mayStay(Hostname hostname) {
		HostnameZone zone = this.world.zones.get(hostname);
		return zone != null && zone.treatment() == HostnameZone.Treatment.LET_GO;
	}

	/** Its rule is not told now, and its record is another tunnel's or cannot be read. */
	private boolean canOnlyBeShutByItsRule(Hostname hostname) {
		HostnameZone zone = this.world.zones.get(hostname);
		return Ingress.NOT_TOLD.equals(this.world.shownIngress)
				&& (ourRecords(hostname) == 0 || (zone != null && !zone.readable()));
	}

	private boolean works(Hostname hostname) {
		return guarded(hostname) && leadsToSsh(hostname);
	}

	private boolean exposed(Hostname hostname) {
		return this.world.ourRules.containsKey(hostname) && leadsToSsh(hostname) && !guarded(hostname);
	}

	private boolean leadsToSsh(Hostname hostname) {
		return this.world.leadsTo(hostname).filter((service) -> service.startsWith("ssh:")).isPresent();
	}

	private boolean guarded(Hostname hostname) {
		return this.world.apps.values()
			.stream()
			.map(ObservedApp::spec)
			.filter((spec) -> isAt(spec, hostname.value()))
			.anyMatch((spec) -> spec.policies().stream().anyMatch((policy) -> policy.decision() == Decision.ALLOW)
					&& spec.policies().stream().noneMatch((policy) -> policy.decision() == Decision.BYPASS));
	}

	private static boolean isAt(ApplicationSpec spec, String address) {
		return Stream.concat(Stream.of(spec.domain()), spec.destinations().stream())
			.anyMatch((uri) -> uri.toLowerCase(Locale.ROOT).equals(address));
	}

	/** Whether somebody else's application lets everybody into a part of it. */
	private boolean isOpenInParts(Hostname hostname) {
		return this.world.apps.values()
			.stream()
			.filter((app) -> app.ownership() == Ownership.FOREIGN)
			.filter((app) -> admitted(app.spec()).contains("everybody"))
			.flatMap((app) -> app.spec().destinations().stream())
			.map((uri) -> uri.toLowerCase(Locale.ROOT))
			.anyMatch((uri) -> uri.startsWith(hostname + "/")
					|| (uri.startsWith("*.example.jp/") && hostname.value().endsWith(".example.jp")));
	}

	private static Set<String> admitted(ApplicationSpec spec) {
		return spec.policies()
			.stream()
			.filter((policy) -> policy.decision() != Decision.DENY)
			.map(Policy::include)
			.flatMap(Collection::stream)
			.map((selector) -> (selector instanceof Selector.Everyone) ? "everybody" : selector.toString())
			.collect(Collectors.toSet());
	}

	private static boolean takesAway(Change.UpdateApp update) {
		return !admitted(update.after()).containsAll(admitted(update.before()));
	}

	private boolean isOfAnotherType(Hostname hostname) {
		DesiredServer wanted = this.desired.servers().get(hostname);
		return wanted != null
				&& ourApps(hostname).stream().anyMatch((app) -> !app.spec().type().equals(wanted.application().type()));
	}

	private boolean isAnotherTunnelsWay(Hostname hostname) {
		return this.world.records.values()
			.stream()
			.anyMatch((dns) -> dns.hostname().equals(hostname) && dns.ownership() == Ownership.OTHER_TUNNEL);
	}

	private List<ObservedApp> ourApps(Hostname hostname) {
		return this.world.apps.values()
			.stream()
			.filter((app) -> app.ownership() == Ownership.OURS && hostname.equals(app.hostname()))
			.toList();
	}

	private long ourRecords(Hostname hostname) {
		return this.world.records.values()
			.stream()
			.filter((dns) -> dns.ownership() == Ownership.OURS && dns.hostname().equals(hostname))
			.count();
	}

	/** A catch-all may come along where there was none. */
	private List<Object> foreign() {
		return this.world.foreign().stream().filter((one) -> !one.equals("{\"service\":\"http_status:404\"}")).toList();
	}

	private static Set<Hostname> where(Predicate<Hostname> holds) {
		return RandomAccounts.HOSTNAMES.stream().filter(holds).collect(Collectors.toCollection(TreeSet::new));
	}

}
