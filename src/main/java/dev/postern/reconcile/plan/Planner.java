package dev.postern.reconcile.plan;

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

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
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
 * <td>remove; rule and application wait while a sibling's record still leads here</td>
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

	private final List<Change> changes = new ArrayList<>();

	private final List<Conflict> conflicts = new ArrayList<>();

	private final List<Conflict> alarms = new ArrayList<>();

	private final Set<Hostname> awaited = new HashSet<>();

	private final SortedMap<Hostname, IngressMerge.Route> routes = new TreeMap<>();

	private final SortedMap<Hostname, ServerId> removedRoutes = new TreeMap<>();

	private Planner(DesiredState desired, ObservedState observed, Set<Hostname> held) {
		this.desired = desired;
		this.observed = observed;
		this.held = held;
	}

	/**
	 * Says what has to change.
	 * @param held hostnames that keep what they have, because Cloudflare refused a change
	 * of theirs
	 */
	public static Plan plan(DesiredState desired, ObservedState observed, Set<Hostname> held) {
		return new Planner(desired, observed, held).plan();
	}

	/**
	 * What takes away, at once, every way in of ours that nobody guards; the answer to a
	 * protection that cannot be made now.
	 */
	public static Plan shut(DesiredState desired, ObservedState observed) {
		return new Planner(desired, observed, Set.of()).shut();
	}

	/**
	 * What takes access away from people as wanted, for times when nothing else can be
	 * done, since not all that stands can be read.
	 */
	public static Plan narrow(DesiredState desired, ObservedState observed) {
		return new Planner(desired, observed, Set.of()).narrow();
	}

	private Plan plan() {
		for (Hostname hostname : hostnames()) {
			DesiredServer wanted = this.desired.servers().get(hostname);
			Optional<Conflict> conflict = conflict(hostname, wanted);
			conflict.ifPresent(this.conflicts::add);
			if (conflict.isPresent() || this.held.contains(hostname)) {
				closeUnprotected(hostname);
				if (wanted != null && !this.held.contains(hostname)) {
					guardAsWanted(wanted);
				}
			}
			else if (wanted == null) {
				remove(hostname);
			}
			else if (isOfAnotherType(wanted)) {
				recreate(wanted);
			}
			else {
				provide(wanted);
			}
			if (wanted != null && conflict.isEmpty()) {
				obstacles(wanted).forEach(this.alarms::add);
				deficiency(wanted).ifPresent(this.alarms::add);
			}
		}
		return answer();
	}

	private Plan narrow() {
		this.desired.servers().values().forEach(this::guardAsWanted);
		this.changes.removeIf((change) -> !takesAway(change));
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
				unguarded);
	}

	private boolean isGuardedAsWanted(DesiredServer wanted) {
		return ourApplication(wanted.hostname())
			.filter((app) -> app.unknownFields().isEmpty()
					&& app.spec().equals(wanted.application().ofType(app.spec().type())))
			.isPresent();
	}

	/** What lies open now is protected before what is yet to come. */
	private boolean isOpen(Change change) {
		return change instanceof Change.OfServer one && isUnprotected(one.hostname())
				&& ourRecord(one.hostname()).isPresent();
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

	private Optional<Conflict> conflict(Hostname hostname, @Nullable DesiredServer wanted) {
		HostnameZone zone = this.observed.zones().get(hostname);
		if (zone != null && !zone.readable()) {
			return Optional.of(conflict(zone, hostname));
		}
		if (wanted == null) {
			return rulesUnknown(hostname).or(() -> stillReachable(hostname));
		}
		return tunnelProblem(wanted).or(() -> taken(wanted))
			.or(() -> unreadable(wanted))
			.or(() -> stands(wanted) ? Optional.empty() : obstacles(wanted).stream().findFirst());
	}

	/** A rule of ours may stand where nobody tells the rules. */
	private Optional<Conflict> rulesUnknown(Hostname hostname) {
		OwnedRule rule = this.observed.ownedRules().get(hostname);
		if (rule == null || !this.observed.ingress().equals(Ingress.NOT_TOLD)) {
			return Optional.empty();
		}
		return Optional.of(new Conflict(rule.server(), hostname, Conflict.Kind.CONFIGURATION_UNREADABLE,
				this.observed.tunnel().toString()));
	}

	private Optional<Conflict> tunnelProblem(DesiredServer wanted) {
		Ingress ingress = this.observed.ingress();
		String tunnel = this.observed.tunnel().toString();
		if (ingress.equals(Ingress.DELETED_TUNNEL)) {
			return Optional.of(conflict(wanted, Conflict.Kind.TUNNEL_DELETED, tunnel));
		}
		if (ingress.equals(Ingress.LOCAL_FILE)) {
			return Optional.of(conflict(wanted, Conflict.Kind.TUNNEL_NOT_MANAGED, tunnel));
		}
		return ingress.equals(Ingress.NOT_TOLD)
				? Optional.of(conflict(wanted, Conflict.Kind.CONFIGURATION_UNREADABLE, tunnel)) : Optional.empty();
	}

	private Optional<Conflict> taken(DesiredServer wanted) {
		Hostname hostname = wanted.hostname();
		if (!wanted.application().protects()) {
			return Optional.of(conflict(wanted, Conflict.Kind.NOBODY_ALLOWED, ""));
		}
		for (ObservedApp app : this.observed.applicationsFor(hostname)) {
			boolean inFront = hostname.equals(app.hostname()) || app.covers(hostname);
			if (inFront && !app.isOursFor(hostname)) {
				return Optional.of(conflict(wanted, Conflict.Kind.APPLICATION_TAKEN, app.spec().name()));
			}
		}
		for (ObservedRecord dns : this.observed.recordsAt(hostname)) {
			if (dns.ownership() != Ownership.OURS && dns.spec().excludesCname()) {
				return Optional.of(conflict(wanted, Conflict.Kind.RECORD_TAKEN,
						"%s %s".formatted(dns.spec().type(), dns.spec().content())));
			}
		}
		return foreignRule(hostname).map((service) -> conflict(wanted, Conflict.Kind.RULE_TAKEN, service));
	}

	/** What Cloudflare does not tell is neither right nor wrong (I3). */
	private Optional<Conflict> unreadable(DesiredServer wanted) {
		Hostname hostname = wanted.hostname();
		Optional<Conflict> application = ourApplication(hostname).filter((app) -> !app.unknownFields().isEmpty())
			.map((app) -> conflict(wanted, Conflict.Kind.APPLICATION_UNREADABLE,
					String.join(", ", app.unknownFields())));
		return application.or(() -> this.observed.recordsAt(hostname)
			.stream()
			.filter((dns) -> isOurs(dns) ? !dns.unknownFields().isEmpty() : dns.unknownFields().contains("type"))
			.map((dns) -> conflict(wanted, Conflict.Kind.RECORD_UNREADABLE, String.join(", ", dns.unknownFields())))
			.findFirst());
	}

	/**
	 * What keeps a new server from being set up, and is told of one that stands: taking
	 * it down would help nobody.
	 */
	private List<Conflict> obstacles(DesiredServer wanted) {
		Hostname hostname = wanted.hostname();
		List<Conflict> obstacles = new ArrayList<>();
		for (ObservedApp app : this.observed.applicationsFor(hostname)) {
			app.overlap(hostname)
				.filter((overlap) -> !app.isOursFor(hostname))
				.map((overlap) -> "%s (%s)".formatted(app.spec().name(), overlap))
				.map((found) -> conflict(wanted,
						app.letsEverybodyIn() ? Conflict.Kind.APPLICATION_OPENS : Conflict.Kind.APPLICATION_OVERLAPS,
						found))
				.ifPresent(obstacles::add);
		}
		obstacles.sort(Comparator.comparing((obstacle) -> obstacle.kind() != Conflict.Kind.APPLICATION_OPENS));
		HostnameZone zone = this.observed.zones().get(hostname);
		if (zone != null) {
			switch (zone.condition()) {
				case PAUSED, PENDING, MOVED, SECONDARY -> obstacles.add(conflict(zone, hostname));
				case SERVING, PARTIAL, UNREADABLE, GONE -> {
				}
			}
		}
		return obstacles;
	}

	/**
	 * What may keep people from getting in although all of the server is as it should be.
	 */
	private Optional<Conflict> deficiency(DesiredServer wanted) {
		HostnameZone zone = this.observed.zones().get(wanted.hostname());
		if (this.observed.link() == ObservedState.Link.DISCONNECTED) {
			return Optional.of(conflict(wanted, Conflict.Kind.CONNECTOR_DOWN, this.observed.tunnel().toString()));
		}
		return Optional.ofNullable(zone)
			.filter((its) -> its.condition() == HostnameZone.Condition.PARTIAL)
			.map((its) -> conflict(its, wanted.hostname()));
	}

	private static Conflict conflict(HostnameZone zone, Hostname hostname) {
		Conflict.Kind kind = switch (zone.condition()) {
			case PAUSED -> Conflict.Kind.ZONE_PAUSED;
			case PENDING -> Conflict.Kind.ZONE_PENDING;
			case MOVED -> Conflict.Kind.ZONE_MOVED;
			case PARTIAL -> Conflict.Kind.ZONE_PARTIAL;
			case SECONDARY -> Conflict.Kind.ZONE_SECONDARY;
			case GONE -> Conflict.Kind.ZONE_GONE;
			case UNREADABLE, SERVING -> Conflict.Kind.ZONE_UNREADABLE;
		};
		return new Conflict(zone.server(), hostname, kind, zone.name());
	}

	/** Whether all of the server is there, right or not. */
	private boolean stands(DesiredServer wanted) {
		return ourApplication(wanted.hostname()).isPresent() && ourRecord(wanted.hostname()).isPresent()
				&& this.observed.isRouted(wanted.hostname());
	}

	/** Taking our application away must not lay open what somebody else leads there. */
	private Optional<Conflict> stillReachable(Hostname hostname) {
		Optional<ObservedApp> app = ourApplication(hostname);
		boolean foreignRecord = this.observed.recordsAt(hostname)
			.stream()
			.anyMatch((dns) -> dns.ownership() == Ownership.FOREIGN && dns.spec().excludesCname());
		if (app.isEmpty() || !foreignRecord) {
			return Optional.empty();
		}
		return serviceWithoutOurRule(hostname)
			.map((service) -> new Conflict(owner(app.get().server()), hostname, Conflict.Kind.RULE_TAKEN, service));
	}

	/** Where the tunnel would lead the hostname's requests if our rule were not there. */
	private Optional<String> serviceWithoutOurRule(Hostname hostname) {
		for (JsonNode rule : this.observed.rulesBesideOurs(hostname)) {
			if (IngressRule.isFor(rule, hostname) || IngressRule.shadows(rule, hostname)) {
				String service = IngressRule.service(rule);
				if (!service.startsWith("http_status:")) {
					return Optional.of(service);
				}
				if (!IngressRule.hasPath(rule)) {
					return Optional.empty();
				}
			}
		}
		return Optional.empty();
	}

	private Optional<String> foreignRule(Hostname hostname) {
		return this.observed.rulesBesideOurs(hostname)
			.stream()
			.filter((rule) -> IngressRule.isFor(rule, hostname))
			.map(IngressRule::service)
			.findFirst();
	}

	private boolean isOfAnotherType(DesiredServer wanted) {
		return ourApplication(wanted.hostname()).filter((app) -> !app.spec().type().equals(wanted.application().type()))
			.isPresent();
	}

	private void provide(DesiredServer wanted) {
		Hostname hostname = wanted.hostname();
		ObservedApp app = ourApplication(hostname).orElse(null);
		if (app == null) {
			if (this.observed.awaited().applications().contains(hostname)) {
				this.awaited.add(hostname);
				return;
			}
			this.changes.add(new Change.CreateApp(wanted.server(), hostname, wanted.application()));
		}
		else {
			bring(app, wanted, wanted.application());
		}
		this.routes.put(hostname, new IngressMerge.Route(wanted.server(), hostname, wanted.service(),
				access(wanted, app), wanted.enforceAtConnector() && app == null));
		expose(wanted);
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
			ourApplication(wanted.hostname()).filter((app) -> app.unknownFields().isEmpty())
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
		Optional<ObservedRecord> standing = ourRecord(hostname);
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
		unprotect(hostname);
	}

	private void unprotect(Hostname hostname) {
		ourApplication(hostname).ifPresent(
				(app) -> this.changes.add(new Change.DeleteApp(owner(app.server()), hostname, app.id(), app.spec())));
	}

	/** Our rule goes, or stays and answers itself where a foreign one would take over. */
	private void close(ServerId server, Hostname hostname) {
		if (!this.observed.ownedRules().containsKey(hostname)) {
			return;
		}
		if (serviceWithoutOurRule(hostname).isPresent()) {
			this.routes.put(hostname, new IngressMerge.Route(server, hostname, CLOSED, null, false));
		}
		else {
			this.removedRoutes.put(hostname, server);
		}
	}

	private void conceal(Hostname hostname) {
		ourRecord(hostname).ifPresent((dns) -> this.changes
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

	private Optional<ObservedApp> ourApplication(Hostname hostname) {
		return this.observed.applicationsFor(hostname).stream().filter((app) -> app.isOursFor(hostname)).findFirst();
	}

	private Optional<ObservedRecord> ourRecord(Hostname hostname) {
		return this.observed.recordsAt(hostname).stream().filter(Planner::isOurs).findFirst();
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

	private static Conflict conflict(DesiredServer wanted, Conflict.Kind kind, String found) {
		return new Conflict(wanted.server(), wanted.hostname(), kind, found);
	}

}
