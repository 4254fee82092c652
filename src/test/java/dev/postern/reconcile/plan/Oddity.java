package dev.postern.reconcile.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ZoneId;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static dev.postern.reconcile.plan.Examples.OTHER_TUNNEL;
import static dev.postern.reconcile.plan.SimulatedAccount.oneOf;

/**
 * What may happen to an account at any time: by people, by other tools, or by Cloudflare
 * itself.
 */
enum Oddity {

	APPLICATION_OPENS_A_PART((account, random) -> foreignApplication(account, random,
			oneOf(random, List.of("%s/healthz", "%s/*", "*.example.jp/metrics", "%S/Status")), open(random))),
	APPLICATION_DECIDES_A_PART((account, random) -> foreignApplication(account, random, "%s/admin",
			Examples.allow("somebody@example.com"))),
	APPLICATION_TAKES_ALL((account, random) -> foreignApplication(account, random, oneOf(random, List.of("%s", "%S")),
			Examples.allow("somebody@example.com"))),
	FOREIGN_APPLICATION_GOES(
			(account, random) -> account.world.apps.values().removeIf((app) -> app.ownership() == Ownership.FOREIGN)),
	OUR_APPLICATION_GOES(
			(account, random) -> withOurApp(account, random, (app) -> account.world.apps.remove(app.id()))),
	TAG_LOST((account, random) -> account.world.apps.values()
		.stream()
		.filter((app) -> app.ownership() == Ownership.OURS)
		.toList()
		.forEach((app) -> put(account, app, app.spec().policies(), false))),
	POLICIES_WIDENED((account, random) -> withOurApp(account, random,
			(app) -> put(account, app, Examples.allow("a@example.com", "b@example.com", "c@example.com"),
					app.spec().marked()))),
	POLICIES_EMPTIED((account, random) -> withOurApp(account, random,
			(app) -> put(account, app, List.of(), app.spec().marked()))),
	GROUP_LOST((account, random) -> withOurApp(account, random, (app) -> {
		put(account, app, List.of(), app.spec().marked());
		account.withoutGroup.add(Objects.requireNonNull(app.hostname()));
	})), GROUP_BACK((account, random) -> account.withoutGroup.clear()),
	CATCH_ALL_LOST((account, random) -> editRules(account,
			(rules) -> rules.stream().filter((rule) -> !IngressRule.isCatchAll(rule)).toList())),
	FOREIGN_RULE((account, random) -> editRules(account, (rules) -> {
		List<JsonNode> more = new ArrayList<>(rules);
		more.add(random.nextInt(rules.size() + 1), foreignRule(account, random));
		return more;
	})),
	FOREIGN_RULES_GO((account, random) -> editRules(account,
			(rules) -> rules.stream()
				.filter((rule) -> !rule.path("service").asString().equals("http://spelt"))
				.toList())),
	RULES_SHUFFLED((account, random) -> editRules(account, (rules) -> {
		List<JsonNode> shuffled = new ArrayList<>(rules);
		Collections.shuffle(shuffled, random);
		return shuffled;
	})), OUR_RULE_GOES((account, random) -> {
		Hostname hostname = account.anyHostname(random);
		editRules(account,
				(rules) -> rules.stream()
					.filter((rule) -> !rule.path("hostname").asString("").equals(hostname.value()))
					.toList());
	}),
	OUR_RECORD_GOES(
			(account, random) -> withOurRecord(account, random, (dns) -> account.world.records.remove(dns.id()))),
	OUR_RECORD_TURNED((account, random) -> withOurRecord(account, random,
			(dns) -> account.world.putRecord(dns.id(), dns.zone(), dns.ownership(), dns.server(), dns.hostname(),
					RecordSpec.to(OTHER_TUNNEL, dns.hostname(), Objects.requireNonNull(dns.server()))))),
	FOREIGN_RECORD((account, random) -> {
		Hostname hostname = account.anyHostname(random);
		if (account.world.records.values().stream().noneMatch((dns) -> dns.hostname().equals(hostname))) {
			account.world.putRecord(account.world.newRecordId(), Ownership.FOREIGN, null, hostname,
					new RecordSpec("A", hostname.value(), "192.0.2.9", true, 1, null));
		}
	}),
	ZONE_TURNED((account, random) -> zone(account, account.anyHostname(random), Examples.ZONE,
			oneOf(random, List.of(HostnameZone.Condition.values())))),
	ZONES_SERVE((account, random) -> account.world.zones.clear()),
	ZONE_READDED((account, random) -> readd(account, ZoneId.of("%032x".formatted(random.nextInt(1, 1_000))))),
	REFUSED_FOR_A_WHILE((account, random) -> account.refuse(account.anyHostname(random), random.nextInt(1, 4))),
	READS_LAG((account, random) -> account.lag(random.nextInt(1, 8))),
	APPLICATION_UNTOLD((account, random) -> withOurApp(account, random,
			(app) -> account.world.untold.put(app.id(),
					new TreeSet<>(List.of(oneOf(random, List.of("policies", "name", "session_duration"))))))),
	RECORD_UNTOLD((account, random) -> withOurRecord(account, random,
			(dns) -> account.world.untoldOfRecords.put(dns.id(),
					new TreeSet<>(List.of(oneOf(random, List.of("content", "proxied", "comment"))))))),
	RULES_UNTOLD((account, random) -> account.show(Ingress.NOT_TOLD)),
	ALL_TOLD_AGAIN((account, random) -> account.tellAll()),
	TUNNEL_READS_A_FILE((account, random) -> account.loseTunnel(Ingress.LOCAL_FILE)),
	TUNNEL_DELETED((account, random) -> account.loseTunnel(Ingress.DELETED_TUNNEL)),
	CONNECTOR_GOES((account, random) -> account.world.link = ObservedState.Link.DISCONNECTED),
	CONNECTOR_COMES((account, random) -> account.world.link = ObservedState.Link.CONNECTED),
	EDIT_NARROWS(
			(account, random) -> edit(account, random, (one) -> withPolicies(one, Examples.allow("b@example.com")))),
	EDIT_WIDENS((account, random) -> edit(account, random,
			(one) -> withPolicies(one, Examples.allow("a@example.com", "b@example.com")))),
	EDIT_CHANGES_TYPE((account, random) -> edit(account, random,
			(one) -> Examples.ofType(one, one.application().type().equals("ssh") ? "self_hosted" : "ssh"))),
	EDIT_MOVES_SERVICE(
			(account,
					random) -> edit(account, random, (one) -> new DesiredServer(one.server(), one.hostname(),
							one.zone(), "ssh://c:22", one.enforceAtConnector(), one.application()))),
	SERVER_ADDED((account, random) -> {
		Hostname hostname = account.anyHostname(random);
		account.wanted.putIfAbsent(hostname, Examples.wanted(hostname));
	}), SERVER_REMOVED((account, random) -> account.wanted.remove(account.anyHostname(random)));

	/** Other things happen often enough; a tunnel is lost once and for all. */
	private static final int RARELY = 8;

	@SuppressWarnings("ImmutableEnumChecker") // all are lambdas without state
	private final BiConsumer<EventfulAccount, Random> effect;

	Oddity(BiConsumer<EventfulAccount, Random> effect) {
		this.effect = effect;
	}

	static Oddity any(Random random) {
		Oddity drawn = oneOf(random, List.of(values()));
		boolean forGood = drawn == TUNNEL_READS_A_FILE || drawn == TUNNEL_DELETED;
		return (forGood && random.nextInt(RARELY) > 0) ? any(random) : drawn;
	}

	void strike(EventfulAccount account, Random random) {
		this.effect.accept(account, random);
	}

	private static void foreignApplication(EventfulAccount account, Random random, String where,
			List<Policy> policies) {
		String uri = where.formatted(account.anyHostname(random)).replace("EXAMPLE.JP", "Example.JP");
		account.world.putApp(account.world.newAppId(), Ownership.FOREIGN, null, null, new ApplicationSpec("theirs",
				"self_hosted", Destination.of(uri).toString(), List.of(uri), Duration.ofHours(1), false, policies));
	}

	private static List<Policy> open(Random random) {
		return List.of(new Policy("all", random.nextBoolean() ? Decision.BYPASS : Decision.ALLOW,
				List.of(new Selector.Everyone()), List.of(), List.of(), JsonNodeFactory.instance.objectNode()));
	}

	private static void withOurApp(EventfulAccount account, Random random, Consumer<ObservedApp> change) {
		List<ObservedApp> ours = account.world.apps.values()
			.stream()
			.filter((app) -> app.ownership() == Ownership.OURS)
			.sorted(Comparator.comparing((app) -> app.id().toString()))
			.toList();
		if (!ours.isEmpty()) {
			change.accept(oneOf(random, ours));
		}
	}

	private static void put(EventfulAccount account, ObservedApp app, List<Policy> policies, boolean marked) {
		ApplicationSpec spec = app.spec();
		account.world.putApp(app.id(), app.ownership(), app.server(), app.hostname(), new ApplicationSpec(spec.name(),
				spec.type(), spec.domain(), spec.destinations(), spec.sessionDuration(), marked, policies));
	}

	private static void withOurRecord(EventfulAccount account, Random random, Consumer<ObservedRecord> change) {
		List<ObservedRecord> ours = account.world.records.values()
			.stream()
			.filter((dns) -> dns.ownership() == Ownership.OURS)
			.sorted(Comparator.comparing((dns) -> dns.id().value()))
			.toList();
		if (!ours.isEmpty()) {
			change.accept(oneOf(random, ours));
		}
	}

	/** Other people's edits of the rules reach a tunnel only as long as it has any. */
	private static void editRules(EventfulAccount account, UnaryOperator<List<JsonNode>> edit) {
		@Nullable ObjectNode config = account.world.ingress().config();
		if (config != null) {
			ObjectNode changed = config.deepCopy();
			ArrayNode rules = changed.putArray("ingress");
			edit.apply(account.world.ingress().rules()).forEach(rules::add);
			account.world.replaceIngress(changed);
		}
	}

	private static JsonNode foreignRule(EventfulAccount account, Random random) {
		String hostname = account.anyHostname(random).value();
		String spelt = account.given.spelt(hostname);
		return Examples.object(switch (random.nextInt(4)) {
			case 0 -> "{'hostname':'%s','service':'http://spelt'}".formatted(spelt);
			case 1 -> "{'hostname':'%s','path':'^/x','service':'http://spelt'}".formatted(hostname);
			case 2 -> "{'hostname':'*.EXAMPLE.jp','service':'http://spelt'}";
			default -> "{'hostname':'other.example.jp','service':'http://spelt'}";
		});
	}

	private static void zone(EventfulAccount account, Hostname hostname, ZoneId id, HostnameZone.Condition condition) {
		account.world.zones.put(hostname, new HostnameZone(Examples.idOf(hostname), id, "example.jp", condition));
	}

	/** The records come back under new ids and without our comments. */
	private static void readd(EventfulAccount account, ZoneId id) {
		SimulatedAccount world = account.world;
		List<ObservedRecord> before = List.copyOf(world.records.values());
		world.records.clear();
		world.untoldOfRecords.clear();
		world.unseenRecords.clear();
		before.stream().sorted(Comparator.comparing((dns) -> dns.id().value())).forEach((dns) -> {
			RecordSpec was = dns.spec();
			boolean kept = dns.ownership() != Ownership.OURS || was.leadsTo(Examples.TUNNEL);
			world.putRecord(world.newRecordId(), id, kept ? dns.ownership() : Ownership.FOREIGN,
					kept ? dns.server() : null, dns.hostname(),
					new RecordSpec(was.type(), was.name(), was.content(), was.proxied(), was.ttl(), null));
		});
		RandomAccounts.HOSTNAMES.forEach((hostname) -> zone(account, hostname, id, HostnameZone.Condition.SERVING));
	}

	private static void edit(EventfulAccount account, Random random, UnaryOperator<DesiredServer> edit) {
		if (!account.wanted.isEmpty()) {
			account.wanted.computeIfPresent(oneOf(random, List.copyOf(account.wanted.keySet())),
					(hostname, one) -> edit.apply(one));
		}
	}

	private static DesiredServer withPolicies(DesiredServer one, List<Policy> policies) {
		ApplicationSpec spec = one.application();
		return new DesiredServer(one.server(), one.hostname(), one.zone(), one.service(), one.enforceAtConnector(),
				ApplicationSpec.wanted(spec.name(), spec.type(), one.hostname(), spec.sessionDuration(), policies));
	}

}
