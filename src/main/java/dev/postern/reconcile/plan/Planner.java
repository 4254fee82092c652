package dev.postern.reconcile.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.rules.TemporaryPolicy;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares what is desired with what is observed and says what has to change. Preview,
 * apply, drift, repair, removal and resume after a crash are all this one function with
 * other inputs.
 *
 * <table>
 * <caption>One hostname, by what is wanted and what stands</caption>
 * <tr>
 * <th></th>
 * <th>nothing</th>
 * <th>ours</th>
 * <th>another tunnel's of ours</th>
 * <th>foreign</th>
 * </tr>
 * <tr>
 * <td>wanted</td>
 * <td>create</td>
 * <td>update where it differs</td>
 * <td>conflict</td>
 * <td>conflict</td>
 * </tr>
 * <tr>
 * <td>unwanted</td>
 * <td>-</td>
 * <td>remove; rule and application wait while a sibling's record still leads here, and
 * for a record that cannot be seen or removed, unless a person lets it go</td>
 * <td>leave</td>
 * <td>leave</td>
 * </tr>
 * <tr>
 * <td>held</td>
 * <td>-</td>
 * <td>leave; but shut a way in that nobody guards, and take access away as wanted</td>
 * <td>leave</td>
 * <td>leave</td>
 * </tr>
 * </table>
 */
public final class Planner {

	/** Shown in the place of an audience tag that comes with the application. */
	private static final String AUD_TO_COME = "given out with the application";

	/** Takes a hostname's requests where a foreign rule would lead them elsewhere. */
	private static final String CLOSED = "http_status:503";

	private final DesiredState desired;

	private final ObservedState observed;

	private final Set<Hostname> held;

	private final Set<Hostname> waiting;

	private final Obstacles obstacles;

	private final List<Change> changes = new ArrayList<>();

	private final List<Conflict> conflicts = new ArrayList<>();

	private final List<Conflict> alarms = new ArrayList<>();

	private final Set<Hostname> awaited = new HashSet<>();

	private final SortedMap<Hostname, Instant> unenforced = new TreeMap<>();

	private final SortedMap<Hostname, IngressMerge.Route> routes = new TreeMap<>();

	private final SortedMap<Hostname, ServerId> removedRoutes = new TreeMap<>();

	private Planner(DesiredState desired, ObservedState observed, Set<Hostname> held, Set<Hostname> waiting) {
		this.desired = desired;
		this.observed = observed;
		this.held = held;
		this.waiting = waiting;
		this.obstacles = new Obstacles(observed);
	}

	/**
	 * Says what has to change.
	 * @param held hostnames that keep what they have, because Cloudflare refused a change
	 * of theirs
	 */
	public static Plan plan(DesiredState desired, ObservedState observed, Set<Hostname> held) {
		return plan(desired, observed, held, Set.of());
	}

	/**
	 * Says what has to change, but for removals that nobody has permitted yet.
	 * @param waiting hostnames that keep what they have until then; only who shall not
	 * get in any more is kept out at once
	 */
	public static Plan plan(DesiredState desired, ObservedState observed, Set<Hostname> held, Set<Hostname> waiting) {
		return new Planner(desired, observed, held, waiting).plan();
	}

	/**
	 * What takes away, at once, every way in of ours that nobody guards; the answer to a
	 * protection that cannot be made now.
	 */
	public static Plan shut(DesiredState desired, ObservedState observed) {
		return new Planner(desired, observed, Set.of(), Set.of()).shut();
	}

	/**
	 * What takes access away from people as wanted, for times when nothing else can be
	 * done, since not all that stands can be read.
	 * @param held hostnames whose policies cannot be told to Cloudflare now
	 */
	public static Plan narrow(DesiredState desired, ObservedState observed, Set<Hostname> held) {
		return new Planner(desired, observed, held, Set.of()).narrow();
	}

	/**
	 * What takes out people who were let in for a while and shall not be any more,
	 * whatever else keeps their server, and whether it is wanted at all. Nothing else is
	 * changed with it.
	 */
	public static Plan expire(DesiredState desired, ObservedState observed) {
		return new Planner(desired, observed, Set.of(), Set.of()).expire();
	}

	private Plan plan() {
		for (Hostname hostname : hostnames()) {
			DesiredServer wanted = this.desired.servers().get(hostname);
			Optional<Conflict> conflict = this.obstacles.conflict(hostname, wanted);
			conflict.ifPresent(this.conflicts::add);
			if (conflict.isPresent() || this.held.contains(hostname) || this.waiting.contains(hostname)) {
				closeUnprotected(hostname);
				if (wanted != null && !this.held.contains(hostname)) {
					guardAsWanted(wanted);
				}
			}
			else if (wanted == null) {
				remove(hostname);
			}
			else if (this.observed.isOfAnotherType(wanted)) {
				recreate(wanted);
			}
			else {
				provide(wanted);
			}
			if (wanted != null && conflict.isEmpty()) {
				this.alarms.addAll(this.obstacles.alarms(wanted));
			}
		}
		return answer();
	}

	private Plan narrow() {
		this.desired.servers()
			.values()
			.stream()
			.filter((wanted) -> !this.held.contains(wanted.hostname()))
			.forEach(this::guardAsWanted);
		this.changes.removeIf((change) -> !takesAway(change));
		return answer();
	}

	private Plan expire() {
		for (ObservedApp app : this.observed.applications()) {
			Hostname hostname = app.hostname();
			if (app.ownership() == Ownership.OURS && hostname != null && app.tellsPolicies()) {
				DesiredServer wanted = this.desired.servers().get(hostname);
				Set<EmailAddress> staying = (wanted != null) ? TemporaryPolicy.people(wanted.application().policies())
						: Set.of();
				if (!staying.containsAll(TemporaryPolicy.people(app.spec().policies()))) {
					this.changes.add(new Change.UpdateApp(owner(app.server()), hostname, app.id(), app.spec(),
							app.spec().lettingInForAWhile(staying), app.body()));
				}
			}
		}
		return answer();
	}

	private Plan shut() {
		hostnames().forEach(this::closeUnprotected);
		return answer();
	}

	private Plan answer() {
		IngressMerge.merge(this.observed, this.routes, this.removedRoutes).ifPresent(this.changes::add);
		this.changes.sort(Comparator.comparing(Change::phase)
			.thenComparing((change) -> !isOpen(change))
			.thenComparing((change) -> !takesAway(change))
			.thenComparing((change) -> (change instanceof Change.OfServer one) ? one.hostname().value() : ""));
		Set<Hostname> unguarded = hostnames().stream().filter(this::isUnprotected).collect(Collectors.toSet());
		Set<Hostname> guardedAsWanted = this.desired.servers()
			.values()
			.stream()
			.filter(this::isGuardedAsWanted)
			.map(DesiredServer::hostname)
			.collect(Collectors.toSet());
		return new Plan(this.desired.tunnel(), this.changes, this.conflicts, this.alarms, guardedAsWanted, this.awaited,
				this.unenforced, unguarded);
	}

	private boolean isGuardedAsWanted(DesiredServer wanted) {
		return this.observed.ourApplication(wanted.hostname())
			.filter((app) -> app.unknownFields().isEmpty()
					&& app.spec().equals(wanted.application().ofType(app.spec().type())))
			.isPresent();
	}

	/** What lies open now is protected before what is yet to come. */
	private boolean isOpen(Change change) {
		return change instanceof Change.OfServer one && isUnprotected(one.hostname())
				&& this.observed.ourRecord(one.hostname()).isPresent();
	}

	/** Who shall not get in any more waits for nobody else. */
	private static boolean takesAway(Change change) {
		return change instanceof Change.UpdateApp update && update.after().mayTakeAwayFrom(update.before());
	}

	private Set<Hostname> hostnames() {
		TreeSet<Hostname> hostnames = new TreeSet<>(this.desired.servers().keySet());
		hostnames.addAll(this.observed.ownedRules().keySet());
		hostnames.addAll(this.observed.zones().keySet());
		this.observed.records().stream().filter(Planner::isOurs).map(ObservedRecord::hostname).forEach(hostnames::add);
		for (ObservedApp app : this.observed.applications()) {
			if (app.ownership() == Ownership.OURS && app.hostname() != null) {
				hostnames.add(app.hostname());
			}
		}
		return hostnames;
	}

	private void provide(DesiredServer wanted) {
		Hostname hostname = wanted.hostname();
		ObservedApp app = this.observed.ourApplication(hostname).orElse(null);
		if (app == null) {
			if (this.observed.awaited().applications().contains(hostname)) {
				this.awaited.add(hostname);
				return;
			}
			this.changes.add(new Change.CreateApp(wanted.server(), hostname, wanted.application()));
		}
		else {
			bring(app, wanted, wanted.application());
			Instant enforced = this.observed.awaited().enforcement().get(hostname);
			if (enforced != null && needsEnforcement(wanted)) {
				this.unenforced.put(hostname, enforced);
				return;
			}
		}
		this.routes.put(hostname, new IngressMerge.Route(wanted.server(), hostname, wanted.service(),
				access(wanted, app), wanted.enforceAtConnector() && app == null));
		expose(wanted);
	}

	/**
	 * Whether requests would come through where Cloudflare does not ask a new application
	 * yet. What leads there already is not shut for it, and a connector that checks
	 * tokens itself lets nobody through without one.
	 */
	private boolean needsEnforcement(DesiredServer wanted) {
		return !leadsThere(wanted.hostname()) && !wanted.enforceAtConnector();
	}

	private boolean leadsThere(Hostname hostname) {
		OwnedRule rule = this.observed.ownedRules().get(hostname);
		return rule != null && rule.leadsToServer() && this.observed.isRouted(hostname)
				&& this.observed.ourRecord(hostname)
					.filter((dns) -> dns.spec().leadsTo(this.desired.tunnel()) && dns.spec().proxied())
					.isPresent();
	}

	private void bring(ObservedApp app, DesiredServer wanted, ApplicationSpec after) {
		if (!app.spec().equals(after)) {
			this.changes
				.add(new Change.UpdateApp(wanted.server(), wanted.hostname(), app.id(), app.spec(), after, app.body()));
		}
	}

	/**
	 * Has our application say who gets in, whatever keeps the rest of the server: an edit
	 * that takes access away waits for nothing.
	 */
	private void guardAsWanted(DesiredServer wanted) {
		if (wanted.application().protects()) {
			this.observed.ourApplication(wanted.hostname())
				.filter((app) -> app.unknownFields().isEmpty())
				.ifPresent((app) -> bring(app, wanted, wanted.application().ofType(app.spec().type())));
		}
	}

	private @Nullable ObjectNode access(DesiredServer wanted, @Nullable ObservedApp app) {
		return wanted.enforceAtConnector()
				? IngressRule.access(this.desired.teamName(), (app != null) ? app.aud() : AUD_TO_COME) : null;
	}

	private void expose(DesiredServer wanted) {
		Hostname hostname = wanted.hostname();
		RecordSpec after = RecordSpec.to(this.desired.tunnel(), hostname, wanted.server());
		Optional<ObservedRecord> standing = this.observed.ourRecord(hostname);
		if (standing.isEmpty() && this.observed.awaited().records().contains(hostname)) {
			this.awaited.add(hostname);
		}
		else if (standing.isEmpty()) {
			HostnameZone zone = this.observed.zones().get(hostname);
			this.changes.add(new Change.CreateDns(wanted.server(), hostname,
					(zone != null) ? zone.zone() : wanted.zone(), after));
		}
		else if (!standing.get().spec().equals(after)) {
			ObservedRecord dns = standing.get();
			this.changes
				.add(new Change.UpdateDns(wanted.server(), dns.hostname(), dns.zone(), dns.id(), dns.spec(), after));
		}
	}

	/**
	 * Cloudflare does not change an application's type, so it goes and comes again while
	 * the way in is closed.
	 */
	private void recreate(DesiredServer wanted) {
		conceal(wanted.hostname());
		close(wanted.server(), wanted.hostname());
		unprotect(wanted.hostname());
	}

	private void remove(Hostname hostname) {
		conceal(hostname);
		if (this.observed.awaited().concerns(hostname)) {
			this.awaited.add(hostname);
			return;
		}
		if (!isUnprotected(hostname) && otherTunnelsRecordPointsHere(hostname)) {
			return;
		}
		OwnedRule rule = this.observed.ownedRules().get(hostname);
		if (rule != null) {
			this.removedRoutes.put(hostname, rule.server());
		}
		if (!this.observed.letsGoOf(hostname) || isOutOfTheWay(hostname, rule)) {
			unprotect(hostname);
		}
	}

	/**
	 * Whether no connector leads a record on that may stay. Nothing else keeps people out
	 * once the application is gone.
	 */
	private boolean isOutOfTheWay(Hostname hostname, @Nullable OwnedRule rule) {
		Instant gone = this.observed.awaited().unrouting().get(hostname);
		if (gone != null && this.observed.ourApplication(hostname).isPresent()) {
			this.unenforced.put(hostname, gone);
		}
		return gone == null && (rule == null || !this.observed.isRouted(hostname));
	}

	private void unprotect(Hostname hostname) {
		this.observed.ourApplication(hostname)
			.ifPresent((app) -> this.changes
				.add(new Change.DeleteApp(owner(app.server()), hostname, app.id(), app.spec())));
	}

	/** Our rule goes, or stays and answers itself where a foreign one would take over. */
	private void close(ServerId server, Hostname hostname) {
		if (!this.observed.ownedRules().containsKey(hostname)) {
			return;
		}
		if (this.observed.serviceWithoutOurRule(hostname).isPresent()) {
			this.routes.put(hostname, new IngressMerge.Route(server, hostname, CLOSED, null, false));
		}
		else {
			this.removedRoutes.put(hostname, server);
		}
	}

	private void conceal(Hostname hostname) {
		this.observed.ourRecord(hostname)
			.filter((dns) -> !this.observed.isReadOnly(hostname))
			.ifPresent((dns) -> this.changes
				.add(new Change.DeleteDns(owner(dns.server()), hostname, dns.zone(), dns.id(), dns.spec())));
	}

	/** What even a held server does not keep: a way in that nobody guards. */
	private void closeUnprotected(Hostname hostname) {
		OwnedRule rule = this.observed.ownedRules().get(hostname);
		if (isUnprotected(hostname)) {
			conceal(hostname);
			if (rule != null) {
				close(rule.server(), hostname);
			}
		}
	}

	/** Whether it is certain that nobody guards the hostname. */
	private boolean isUnprotected(Hostname hostname) {
		return !this.observed.awaited().applications().contains(hostname) && this.observed.applicationsFor(hostname)
			.stream()
			.allMatch((app) -> app.protection(hostname) == ObservedApp.Protection.NONE);
	}

	/** A server that moved away is reached through here until its record leads there. */
	private boolean otherTunnelsRecordPointsHere(Hostname hostname) {
		return this.observed.recordsAt(hostname)
			.stream()
			.anyMatch((dns) -> dns.ownership() == Ownership.OTHER_TUNNEL && dns.spec().leadsTo(this.desired.tunnel()));
	}

	private static boolean isOurs(ObservedRecord dns) {
		return dns.ownership() == Ownership.OURS;
	}

	private static ServerId owner(@Nullable ServerId server) {
		if (server == null) {
			throw new IllegalArgumentException("a thing of ours without a server");
		}
		return server;
	}

}
