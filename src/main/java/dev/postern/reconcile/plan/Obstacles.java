package dev.postern.reconcile.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/**
 * Finds what stands in a server's way: what belongs to somebody else, what Cloudflare
 * does not tell, and what keeps people from getting in.
 */
final class Obstacles {

	private final ObservedState observed;

	Obstacles(ObservedState observed) {
		this.observed = observed;
	}

	/** What keeps a hostname from becoming what is wanted; it is held then. */
	Optional<Conflict> conflict(Hostname hostname, @Nullable DesiredServer wanted) {
		HostnameZone zone = this.observed.zones().get(hostname);
		if (zone != null && !zone.readable() && (wanted != null || !this.observed.letsGoOf(hostname))) {
			return Optional.of(conflict(zone, hostname));
		}
		if (wanted == null) {
			return rulesUnknown(hostname).or(() -> recordStays(hostname)).or(() -> stillReachable(hostname));
		}
		return tunnelProblem(wanted).or(() -> taken(wanted))
			.or(() -> unreadable(wanted))
			.or(() -> recordClosed(wanted))
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
		Optional<Conflict> application = this.observed.ourApplication(hostname)
			.filter((app) -> !app.unknownFields().isEmpty())
			.map((app) -> conflict(wanted, Conflict.Kind.APPLICATION_UNREADABLE,
					String.join(", ", app.unknownFields())));
		return application.or(() -> this.observed.recordsAt(hostname)
			.stream()
			.filter((dns) -> (dns.ownership() == Ownership.OURS) ? !dns.unknownFields().isEmpty()
					: dns.unknownFields().contains("type"))
			.map((dns) -> conflict(wanted, Conflict.Kind.RECORD_UNREADABLE, String.join(", ", dns.unknownFields())))
			.findFirst());
	}

	/** A record of ours that is to go and cannot be removed. */
	private Optional<Conflict> recordStays(Hostname hostname) {
		return closedZone(hostname).filter((conflict) -> this.observed.ourRecord(hostname).isPresent());
	}

	/** A server that cannot become what is wanted without a change of its record. */
	private Optional<Conflict> recordClosed(DesiredServer wanted) {
		Hostname hostname = wanted.hostname();
		return closedZone(hostname)
			.filter((conflict) -> !hasItsRecord(wanted) || this.observed.isOfAnotherType(wanted));
	}

	private Optional<Conflict> closedZone(Hostname hostname) {
		return Optional.ofNullable(this.observed.zones().get(hostname))
			.filter((zone) -> this.observed.isReadOnly(hostname))
			.map((zone) -> new Conflict(zone.server(), hostname, Conflict.Kind.ZONE_READ_ONLY, zone.name()));
	}

	private boolean hasItsRecord(DesiredServer wanted) {
		Hostname hostname = wanted.hostname();
		RecordSpec due = RecordSpec.to(this.observed.tunnel(), hostname, wanted.server());
		return this.observed.awaited().records().contains(hostname)
				|| this.observed.ourRecord(hostname).filter((dns) -> dns.spec().equals(due)).isPresent();
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
				case PAUSED, PENDING, MOVED, SECONDARY, DELEGATED -> obstacles.add(conflict(zone, hostname));
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

	/** What people have to know of a server that is kept as it should be. */
	List<Conflict> alarms(DesiredServer wanted) {
		List<Conflict> alarms = obstacles(wanted);
		deficiency(wanted).ifPresent(alarms::add);
		return alarms;
	}

	private static Conflict conflict(HostnameZone zone, Hostname hostname) {
		Conflict.Kind kind = switch (zone.condition()) {
			case PAUSED -> Conflict.Kind.ZONE_PAUSED;
			case PENDING -> Conflict.Kind.ZONE_PENDING;
			case MOVED -> Conflict.Kind.ZONE_MOVED;
			case PARTIAL -> Conflict.Kind.ZONE_PARTIAL;
			case SECONDARY -> Conflict.Kind.ZONE_SECONDARY;
			case DELEGATED -> Conflict.Kind.ZONE_DELEGATED;
			case GONE -> Conflict.Kind.ZONE_GONE;
			case UNREADABLE, SERVING -> Conflict.Kind.ZONE_UNREADABLE;
		};
		return new Conflict(zone.server(), hostname, kind, zone.name());
	}

	/**
	 * Whether all of the server is there, right or not. One whose application would have
	 * to go and come again as another type does not stand: it could not be set up again.
	 */
	private boolean stands(DesiredServer wanted) {
		return this.observed.isOfType(wanted.hostname(), wanted.application().type())
				&& this.observed.ourRecord(wanted.hostname()).isPresent() && this.observed.isRouted(wanted.hostname());
	}

	/**
	 * Taking our application away must not lay open what somebody else leads there, nor
	 * what a record leads there that nobody sees.
	 */
	private Optional<Conflict> stillReachable(Hostname hostname) {
		Optional<ObservedApp> app = this.observed.ourApplication(hostname);
		boolean known = this.observed.knowsRecordsAt(hostname);
		boolean foreignRecord = this.observed.recordsAt(hostname)
			.stream()
			.anyMatch((dns) -> dns.ownership() == Ownership.FOREIGN && dns.spec().excludesCname());
		if (app.isEmpty() || (known && !foreignRecord)) {
			return Optional.empty();
		}
		ServerId server = Objects.requireNonNull(app.get().server());
		if (!known && !this.observed.ingress().isTold()) {
			return Optional
				.of(new Conflict(server, hostname, Conflict.Kind.RECORD_UNCERTAIN, this.observed.tunnel().toString()));
		}
		return this.observed.serviceWithoutOurRule(hostname)
			.map((found) -> new Conflict(server, hostname,
					known ? Conflict.Kind.RULE_TAKEN : Conflict.Kind.RECORD_MAY_LEAD, found));
	}

	private Optional<String> foreignRule(Hostname hostname) {
		return this.observed.rulesBesideOurs(hostname)
			.stream()
			.filter((rule) -> IngressRule.isFor(rule, hostname))
			.map(IngressRule::service)
			.findFirst();
	}

	private static Conflict conflict(DesiredServer wanted, Conflict.Kind kind, String found) {
		return new Conflict(wanted.server(), wanted.hostname(), kind, found);
	}

}
