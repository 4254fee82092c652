package dev.postern.reconcile.plan;

import java.util.ArrayList;
import java.util.Comparator;
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
 * <td>leave; but shut a way in that nobody guards</td>
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

	private Plan plan() {
		for (Hostname hostname : hostnames()) {
			DesiredServer wanted = this.desired.servers().get(hostname);
			Optional<Conflict> conflict = conflict(hostname, wanted);
			conflict.ifPresent(this.conflicts::add);
			if (conflict.isPresent() || this.held.contains(hostname)) {
				closeUnprotected(hostname);
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
			.thenComparing((change) -> (change instanceof Change.OfServer one) ? one.hostname().value() : ""));
		Set<Hostname> unguarded = hostnames().stream()
			.filter((hostname) -> !isProtected(hostname))
			.collect(Collectors.toSet());
		return new Plan(this.desired.tunnel(), this.changes, this.conflicts, unguarded);
	}

	/** What lies open now is protected before what is yet to come. */
	private boolean isOpen(Change change) {
		return change instanceof Change.OfServer one && !isProtected(one.hostname())
				&& ourRecord(one.hostname()).isPresent();
	}

	private Set<Hostname> hostnames() {
		TreeSet<Hostname> hostnames = new TreeSet<>(this.desired.servers().keySet());
		hostnames.addAll(this.observed.ownedRules().keySet());
		hostnames.addAll(this.observed.unreadable().keySet());
		this.observed.records().stream().filter(Planner::isOurs).map(ObservedRecord::hostname).forEach(hostnames::add);
		for (ObservedApp app : this.observed.applications()) {
			if (app.ownership() == Ownership.OURS && app.hostname() != null) {
				hostnames.add(app.hostname());
			}
		}
		return hostnames;
	}

	private Optional<Conflict> conflict(Hostname hostname, @Nullable DesiredServer wanted) {
		UnreadableHostname unreadable = this.observed.unreadable().get(hostname);
		if (unreadable != null) {
			return Optional.of(new Conflict(unreadable.server(), hostname, Conflict.Kind.ZONE_UNREADABLE,
					unreadable.zone().value()));
		}
		return (wanted != null) ? obstacle(wanted) : stillReachable(hostname);
	}

	private Optional<Conflict> obstacle(DesiredServer wanted) {
		Hostname hostname = wanted.hostname();
		if (this.observed.ingress().equals(Ingress.DELETED_TUNNEL)) {
			return Optional.of(conflict(wanted, Conflict.Kind.TUNNEL_DELETED, this.observed.tunnel().toString()));
		}
		if (!wanted.application().protects()) {
			return Optional.of(conflict(wanted, Conflict.Kind.NOBODY_ALLOWED, ""));
		}
		for (ObservedApp app : this.observed.applicationsFor(hostname)) {
			if (!app.isOursFor(hostname)) {
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
			this.changes.add(new Change.CreateApp(wanted.server(), hostname, wanted.application()));
		}
		else if (!app.spec().equals(wanted.application())) {
			this.changes.add(new Change.UpdateApp(wanted.server(), hostname, app.id(), app.spec(), wanted.application(),
					app.body()));
		}
		this.routes.put(hostname, new IngressMerge.Route(wanted.server(), hostname, wanted.service(),
				access(wanted, app), wanted.enforceAtConnector() && app == null));
		expose(wanted);
	}

	private @Nullable ObjectNode access(DesiredServer wanted, @Nullable ObservedApp app) {
		return wanted.enforceAtConnector()
				? IngressRule.access(this.desired.teamName(), (app != null) ? app.aud() : AUD_TO_COME) : null;
	}

	private void expose(DesiredServer wanted) {
		RecordSpec after = RecordSpec.to(this.desired.tunnel(), wanted.hostname(), wanted.server());
		Optional<ObservedRecord> standing = ourRecord(wanted.hostname());
		if (standing.isEmpty()) {
			this.changes.add(new Change.CreateDns(wanted.server(), wanted.hostname(), wanted.zone(), after));
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
		if (isProtected(hostname) && otherTunnelsRecordPointsHere(hostname)) {
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
		if (!isProtected(hostname)) {
			conceal(hostname);
			if (rule != null) {
				close(rule.server(), hostname);
			}
		}
	}

	private boolean isProtected(Hostname hostname) {
		return this.observed.applicationsFor(hostname).stream().anyMatch((app) -> app.protects(hostname));
	}

	/** A server that moved away is reached through here until its record leads there. */
	private boolean otherTunnelsRecordPointsHere(Hostname hostname) {
		return this.observed.recordsAt(hostname)
			.stream()
			.anyMatch((dns) -> dns.ownership() == Ownership.OTHER_TUNNEL && dns.spec().pointsTo(this.desired.tunnel()));
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
