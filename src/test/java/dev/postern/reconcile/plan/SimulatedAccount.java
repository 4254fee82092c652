package dev.postern.reconcile.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import dev.postern.fake.kernel.DomainNames;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.ZoneId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static dev.postern.reconcile.plan.Examples.TUNNEL;
import static dev.postern.reconcile.plan.Examples.ZONE;

/** One tunnel's part of Cloudflare in memory, together with the ledger. */
final class SimulatedAccount {

	private static final Map<String, String> ON_THE_WIRE = new ConcurrentHashMap<>();

	final Map<AccessAppId, ObservedApp> apps = new HashMap<>();

	final Map<DnsRecordId, ObservedRecord> records = new HashMap<>();

	final SortedMap<Hostname, ServerId> ourRules = new TreeMap<>();

	/** Where our rules lead, as far as the ledger knows. */
	final Map<Hostname, String> written = new HashMap<>();

	/** What is odd about the zones of hostnames. */
	final SortedMap<Hostname, HostnameZone> zones = new TreeMap<>();

	/** What Cloudflare does not tell of applications. */
	final Map<AccessAppId, SortedSet<String>> untold = new HashMap<>();

	/** Applications and records that are there and not shown yet. */
	final Set<Hostname> unseenApps = new HashSet<>();

	final Set<Hostname> unseenRecords = new HashSet<>();

	/** Hostnames whose application may not be asked everywhere yet. */
	final Map<Hostname, Instant> unenforced = new HashMap<>();

	/** What Cloudflare does not tell of records. */
	final Map<DnsRecordId, SortedSet<String>> untoldOfRecords = new HashMap<>();

	ObservedState.Link link = ObservedState.Link.CONNECTED;

	/** What is shown in place of the tunnel's rules. */
	@Nullable Ingress shownIngress;

	private Ingress ingress = new Ingress(0, null);

	private int ids;

	static SimulatedAccount withIngress(String config) {
		SimulatedAccount world = new SimulatedAccount();
		world.ingress = new Ingress(1, Examples.object(config));
		return world;
	}

	ObservedState observe() {
		TreeMap<Hostname, OwnedRule> rules = new TreeMap<>();
		this.ourRules
			.forEach((hostname, server) -> rules.put(hostname, new OwnedRule(server, this.written.get(hostname))));
		List<ObservedRecord> read = this.records.values()
			.stream()
			.filter((dns) -> !this.zones.containsKey(dns.hostname()) || this.zones.get(dns.hostname()).readable())
			.filter((dns) -> !isUnseen(dns.ownership(), dns.hostname(), this.unseenRecords))
			.map(this::asTold)
			.toList();
		List<ObservedApp> shown = this.apps.values()
			.stream()
			.filter((app) -> !isUnseen(app.ownership(), app.hostname(), this.unseenApps))
			.map(this::asTold)
			.toList();
		Ingress rulesShown = (this.shownIngress != null) ? this.shownIngress : this.ingress;
		return new ObservedState(TUNNEL, rulesShown, shown, read, rules, this.zones,
				new ObservedState.Awaited(awaited(this.unseenApps, true), awaited(this.unseenRecords, false),
						this.unenforced, Map.of()),
				this.link);
	}

	private static boolean isUnseen(Ownership ownership, @Nullable Hostname hostname, Set<Hostname> unseen) {
		return ownership == Ownership.OURS && hostname != null && unseen.contains(hostname);
	}

	private Set<Hostname> awaited(Set<Hostname> unseen, boolean apps) {
		return unseen.stream()
			.filter((hostname) -> apps ? this.apps.values().stream().anyMatch((app) -> app.isOursFor(hostname))
					: this.records.values()
						.stream()
						.anyMatch((dns) -> dns.ownership() == Ownership.OURS && dns.hostname().equals(hostname)))
			.collect(Collectors.toSet());
	}

	private ObservedApp asTold(ObservedApp app) {
		SortedSet<String> unknown = this.untold.getOrDefault(app.id(), new TreeSet<>());
		ApplicationSpec spec = app.spec();
		ApplicationSpec told = !unknown.contains("policies") ? spec : new ApplicationSpec(spec.name(), spec.type(),
				spec.domain(), spec.destinations(), spec.sessionDuration(), spec.marked(), List.of());
		return new ObservedApp(app.id(), app.aud(), app.ownership(), app.server(), app.hostname(), told,
				app.destinations(), unknown, app.body());
	}

	private ObservedRecord asTold(ObservedRecord dns) {
		return new ObservedRecord(dns.id(), dns.zone(), dns.hostname(), dns.ownership(), dns.server(), dns.spec(),
				this.untoldOfRecords.getOrDefault(dns.id(), new TreeSet<>()));
	}

	Ingress ingress() {
		return this.ingress;
	}

	/** Whether the tunnel's rules are those that are written here. */
	boolean isManagedHere() {
		return !Ingress.LOCAL_FILE.equals(this.shownIngress) && !Ingress.DELETED_TUNNEL.equals(this.shownIngress);
	}

	void replaceIngress(@Nullable ObjectNode config) {
		this.ingress = new Ingress(this.ingress.version() + 1, config);
	}

	void apply(Change change) {
		switch (change) {
			case Change.CreateApp create ->
				putApp(newAppId(), Ownership.OURS, create.server(), create.hostname(), create.after());
			case Change.UpdateApp update ->
				putApp(update.app(), Ownership.OURS, update.server(), update.hostname(), update.after());
			case Change.DeleteApp delete -> this.apps.remove(delete.app());
			case Change.CreateDns create -> putRecord(newRecordId(), create.zone(), Ownership.OURS, create.server(),
					create.hostname(), create.after());
			case Change.UpdateDns update -> putRecord(update.id(), update.zone(), Ownership.OURS, update.server(),
					update.hostname(), update.after());
			case Change.DeleteDns delete -> this.records.remove(delete.id());
			case Change.ReplaceIngress replace -> {
				if (replace.expectedVersion() != this.ingress.version()) {
					throw new IllegalStateException("written over somebody else's edit");
				}
				replaceIngress(replace.after());
				for (RuleEdit edit : replace.edits()) {
					if (edit.after() != null) {
						this.ourRules.put(edit.hostname(), edit.server());
						this.written.put(edit.hostname(), edit.after().path("service").asString());
					}
					else {
						this.ourRules.remove(edit.hostname());
					}
				}
			}
		}
	}

	void putApp(AccessAppId id, Ownership ownership, @Nullable ServerId server, @Nullable Hostname hostname,
			ApplicationSpec spec) {
		String aud = "aud-" + id;
		this.apps.put(id, new ObservedApp(id, aud, ownership, server, hostname, spec,
				spec.destinations().stream().map(Destination::of).toList(), new TreeSet<>(), Examples.object("{}")));
	}

	void putRecord(DnsRecordId id, Ownership ownership, @Nullable ServerId server, Hostname hostname, RecordSpec spec) {
		putRecord(id, ZONE, ownership, server, hostname, spec);
	}

	void putRecord(DnsRecordId id, ZoneId zone, Ownership ownership, @Nullable ServerId server, Hostname hostname,
			RecordSpec spec) {
		this.records.put(id, new ObservedRecord(id, zone, hostname, ownership, server, spec, new TreeSet<>()));
	}

	AccessAppId newAppId() {
		return new AccessAppId(new UUID(0, ++this.ids));
	}

	DnsRecordId newRecordId() {
		return DnsRecordId.of("record" + ++this.ids);
	}

	/** What the edge would do with a hostname: the service it leads to, if any. */
	Optional<String> leadsTo(Hostname hostname) {
		boolean resolves = this.records.values()
			.stream()
			.anyMatch((dns) -> dns.spec().name().equals(hostname.value()) && dns.spec().leadsTo(TUNNEL)
					&& dns.spec().proxied());
		return (resolves && isManagedHere()) ? firstMatch(hostname) : Optional.empty();
	}

	/**
	 * The service of the first rule that may take a hostname, whatever its spelling;
	 * written apart from the planner's own matching.
	 */
	Optional<String> firstMatch(Hostname hostname) {
		for (JsonNode rule : this.ingress.rules()) {
			String pattern = ON_THE_WIRE.computeIfAbsent(rule.path("hostname").asString(""), DomainNames::onTheWire);
			boolean match = pattern.isEmpty() || pattern.equals("*") || pattern.equals(hostname.value())
					|| (pattern.startsWith("*") && hostname.value().endsWith(pattern.substring(1)));
			if (match && rule.path("path").asString("").isEmpty()) {
				return Optional.of(rule.path("service").asString());
			}
		}
		return Optional.empty();
	}

	boolean guarded(Hostname hostname) {
		return this.apps.values()
			.stream()
			.anyMatch((app) -> app.protection(hostname) == ObservedApp.Protection.GUARDED);
	}

	/** I1: hostnames of ours that lead to a server although nobody guards them. */
	List<Hostname> exposed() {
		return this.ourRules.keySet()
			.stream()
			.filter((hostname) -> leadsTo(hostname).filter((service) -> service.startsWith("ssh:")).isPresent())
			.filter((hostname) -> !guarded(hostname))
			.toList();
	}

	/** I1: what nobody guards although a record of ours that we let go of leads there. */
	List<Hostname> laidOpen() {
		return this.zones.entrySet()
			.stream()
			.filter((zone) -> zone.getValue().treatment() == HostnameZone.Treatment.LET_GO)
			.map(Map.Entry::getKey)
			.filter((hostname) -> leadsTo(hostname).filter((service) -> !service.startsWith("http_status:"))
				.isPresent())
			.filter((hostname) -> !guarded(hostname))
			.toList();
	}

	/**
	 * I2: everything that is not ours, in order. At our hostnames nobody else leads to
	 * SSH, or closes them.
	 */
	List<Object> foreign() {
		List<Object> foreign = new ArrayList<>();
		for (JsonNode rule : this.ingress.rules()) {
			String hostname = rule.path("hostname").asString("");
			boolean ours = rule.path("service").asString("").matches("ssh:.*|http_status:503")
					&& this.ourRules.keySet().stream().anyMatch((one) -> one.value().equals(hostname));
			if (!ours) {
				foreign.add(rule.toString());
			}
		}
		this.apps.values()
			.stream()
			.filter((app) -> app.ownership() == Ownership.FOREIGN)
			.sorted(java.util.Comparator.comparing((app) -> app.id()))
			.forEach(foreign::add);
		this.records.values()
			.stream()
			.filter((dns) -> dns.ownership() != Ownership.OURS)
			.sorted(java.util.Comparator.comparing((dns) -> dns.id().value()))
			.forEach(foreign::add);
		ObjectNode config = this.ingress.config();
		if (config != null) {
			config.properties()
				.stream()
				.filter((field) -> !field.getKey().equals("ingress"))
				.forEach((field) -> foreign.add(field.toString()));
		}
		return foreign;
	}

	SimulatedAccount copy() {
		SimulatedAccount copy = new SimulatedAccount();
		copy.apps.putAll(this.apps);
		copy.records.putAll(this.records);
		copy.ourRules.putAll(this.ourRules);
		copy.written.putAll(this.written);
		copy.zones.putAll(this.zones);
		copy.untold.putAll(this.untold);
		copy.untoldOfRecords.putAll(this.untoldOfRecords);
		copy.shownIngress = this.shownIngress;
		copy.unseenApps.addAll(this.unseenApps);
		copy.unseenRecords.addAll(this.unseenRecords);
		copy.link = this.link;
		copy.ingress = this.ingress;
		copy.ids = this.ids;
		return copy;
	}

	/** What a set of hostnames has, to see whether it is kept. */
	List<Object> of(Set<Hostname> hostnames) {
		List<Object> having = new ArrayList<>();
		for (Hostname hostname : hostnames.stream().sorted().toList()) {
			having.add(this.apps.values()
				.stream()
				.filter((app) -> app.concerns(hostname))
				.map(Object::toString)
				.sorted()
				.toList());
			having.add(this.records.values()
				.stream()
				.filter((dns) -> dns.hostname().equals(hostname))
				.map(Object::toString)
				.sorted()
				.toList());
			having.add(this.ingress.rules()
				.stream()
				.filter((rule) -> rule.path("hostname").asString("").equals(hostname.value()))
				.map(Object::toString)
				.toList());
		}
		return having;
	}

	static <T> T oneOf(Random random, List<T> choices) {
		return choices.get(random.nextInt(choices.size()));
	}

}
