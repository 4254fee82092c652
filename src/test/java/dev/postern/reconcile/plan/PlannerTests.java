package dev.postern.reconcile.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import dev.postern.rules.TemporaryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.postern.reconcile.plan.Examples.DB;
import static dev.postern.reconcile.plan.Examples.desiring;
import static dev.postern.reconcile.plan.Examples.enforced;
import static dev.postern.reconcile.plan.Examples.idOf;
import static dev.postern.reconcile.plan.Examples.json;
import static dev.postern.reconcile.plan.Examples.wanted;
import static org.assertj.core.api.Assertions.assertThat;

class PlannerTests {

	private static final String WITH_A_PATH = """
			{'ingress': [{'hostname': 'ssh-db1.example.jp', 'path': '^/health', 'service': 'http://health'},
			 {'hostname': 'ssh-db1.example.jp', 'service': 'ssh://10.0.0.5:22'}, {'service': 'http_status:404'}]}""";

	private static final String WITH_WILDCARD = """
			{'ingress': [{'hostname': 'wiki.example.jp', 'service': 'http://wiki'},
			 {'hostname': '*.example.jp', 'service': 'http://all'}, {'service': 'http_status:404'}]}""";

	@Test
	void protectsThenRoutesThenExposes_I1() {
		Plan plan = plan(new SimulatedAccount(), wanted(DB));

		assertThat(plan.changes()).extracting((change) -> change.getClass().getSimpleName())
			.containsExactly("CreateApp", "ReplaceIngress", "CreateDns");
		assertThat(plan.nextStage()).singleElement().isInstanceOf(Change.CreateApp.class);
	}

	@Test
	void concealsThenUnroutesThenUnprotects_I1() {
		SimulatedAccount world = settled(wanted(DB));

		Plan plan = plan(world);

		assertThat(plan.changes()).extracting((change) -> change.getClass().getSimpleName())
			.containsExactly("DeleteDns", "ReplaceIngress", "DeleteApp");
		assertThat(plan.nextStage()).hasSize(2).noneMatch(Change.DeleteApp.class::isInstance);
	}

	@Test
	void takesOutWhoseTimeIsOverAndNothingElse() {
		SimulatedAccount world = settled(
				withTemporary(wanted(DB), EmailAddress.of("eve@example.com"), EmailAddress.of("bob@example.com")));
		DesiredServer staying = withTemporary(wanted(DB, "ssh://10.0.0.77:22"), EmailAddress.of("bob@example.com"));

		Plan over = Planner.expire(desiring(staying), world.observe());

		assertThat(over.changes()).singleElement().isInstanceOfSatisfying(Change.UpdateApp.class, (update) -> {
			assertThat(TemporaryPolicy.people(update.after().policies()))
				.containsExactly(EmailAddress.of("bob@example.com"));
			assertThat(update.after().policies().getFirst()).isEqualTo(update.before().policies().getFirst());
		});
		Plan unwanted = Planner.expire(desiring(), world.observe());
		assertThat(unwanted.changes()).singleElement()
			.isInstanceOfSatisfying(Change.UpdateApp.class,
					(update) -> assertThat(TemporaryPolicy.people(update.after().policies())).isEmpty());
		assertThat(Planner.expire(desiring(wanted(DB)), settled(wanted(DB)).observe()).changes()).isEmpty();
	}

	private static DesiredServer withTemporary(DesiredServer wanted, EmailAddress... people) {
		ApplicationSpec spec = wanted.application();
		return new DesiredServer(wanted.server(), wanted.hostname(), wanted.zone(), wanted.service(),
				wanted.enforceAtConnector(),
				new ApplicationSpec(spec.name(), spec.type(), spec.domain(), spec.destinations(),
						spec.sessionDuration(), spec.marked(),
						TemporaryPolicy.added(spec.policies(), List.of(people), Duration.ofMinutes(29))));
	}

	@Test
	void aFreshTunnelGetsItsCatchAll() {
		Change.ReplaceIngress replace = ingress(plan(new SimulatedAccount(), wanted(DB)));

		assertThat(replace.after()).isEqualTo(json("""
				{'ingress': [{'hostname': 'ssh-db1.example.jp', 'service': 'ssh://10.0.0.5:22'},
				 {'service': 'http_status:404'}]}"""));
	}

	@Test
	void aNewRuleGoesBeforeTheWildcardThatWouldSwallowIt() {
		Change.ReplaceIngress replace = ingress(plan(SimulatedAccount.withIngress(WITH_WILDCARD), wanted(DB)));

		assertThat(replace.after().path("ingress")).extracting((rule) -> rule.path("hostname").asString(""))
			.containsExactly("wiki.example.jp", DB.value(), "*.example.jp", "");
	}

	@Test
	void aRuleOfOursThatAWildcardSwallowsMovesAheadOfIt() {
		SimulatedAccount world = SimulatedAccount.withIngress(
				"""
						{'ingress': [{'hostname': '*.example.jp', 'service': 'http://all'},
						 {'hostname': 'ssh-db1.example.jp', 'service': 'ssh://10.0.0.5:22'}, {'service': 'http_status:404'}]}""");
		world.ourRules.put(DB, idOf(DB));

		Change.ReplaceIngress replace = ingress(plan(world, wanted(DB)));

		assertThat(replace.after().path("ingress")).extracting((rule) -> rule.path("hostname").asString(""))
			.containsExactly(DB.value(), "*.example.jp", "");
		assertThat(replace.edits()).extracting(RuleEdit::hostname).containsExactly(DB);
	}

	@Test
	void settingsThatSomebodyGaveOurRuleStay() {
		SimulatedAccount world = settled(wanted(DB));
		world.replaceIngress(Examples.object("""
				{'ingress': [{'hostname': 'ssh-db1.example.jp', 'service': 'ssh://10.0.0.5:22',
				  'originRequest': {'connectTimeout': 60}}, {'service': 'http_status:404'}]}"""));

		assertThat(plan(world, wanted(DB)).settled()).isTrue();
		assertThat(ingress(plan(world, wanted(DB, "ssh://10.0.0.6:22", "admin@example.com"))).after()
			.at("/ingress/0/originRequest/connectTimeout")
			.asInt()).isEqualTo(60);
	}

	@Test
	void hostnameRoutedByAForeignRuleIsAConflictAndNothingElse_I2() {
		SimulatedAccount world = SimulatedAccount.withIngress(
				"""
						{'ingress': [{'hostname': 'ssh-db1.example.jp', 'service': 'http://other'}, {'service': 'http_status:404'}]}""");

		Plan plan = plan(world, wanted(DB));

		assertThat(plan.changes()).isEmpty();
		assertThat(plan.conflicts()).singleElement().extracting(Conflict::kind).isEqualTo(Conflict.Kind.RULE_TAKEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssh-\u65e5\u672c.example.jp", "SSH-\u65e5\u672c.Example.jp",
			"XN--SSH--J79HM9D.example.jp", "xn--ssh--j79hm9d.example.jp.", "ssh-\u65e5\u672c.example.jp.",
			"\uff33\uff33\uff28-\u65e5\u672c\u3002example.jp" })
	void aForeignRuleForOurHostnameInAnotherSpellingIsAConflictAndStays_I2(String spelling) {
		Hostname hostname = Hostname.of("ssh-\u65e5\u672c.example.jp");
		String theirs = "{'hostname': '%s', 'service': 'ssh://10.0.0.5:22'}".formatted(spelling);
		SimulatedAccount world = SimulatedAccount
			.withIngress("{'ingress': [%s, {'service': 'http_status:404'}]}".formatted(theirs));

		assertThat(plan(world, wanted(hostname)).conflicts()).singleElement()
			.isEqualTo(new Conflict(idOf(hostname), hostname, Conflict.Kind.RULE_TAKEN, "ssh://10.0.0.5:22"));
		assertThat(plan(world, wanted(hostname)).changes()).isEmpty();
		world.ourRules.put(hostname, idOf(hostname));
		world.written.put(hostname, "ssh://10.0.0.5:22");
		assertThat(plan(world).changes()).as("it is not taken for ours").isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "*.\u65e5\u672c.example.jp", "*.XN--WGV71A.example.jp", "*.xn--wgv71a.example.jp.",
			"*.\u65e5\u672c.\uff45xample.jp", "*.JP", "*.\uff4ap" })
	void aNewRuleGoesBeforeAWildcardInAnySpelling(String wildcard) {
		Hostname hostname = Hostname.of("db1.\u65e5\u672c.example.jp");
		SimulatedAccount world = SimulatedAccount.withIngress(
				"{'ingress': [{'hostname': 'wiki.example.jp', 'service': 'http://wiki'}, {'hostname': '%s', 'service': 'http://all'},{'service': 'http_status:404'}]}"
					.formatted(wildcard));

		Change.ReplaceIngress replace = ingress(plan(world, wanted(hostname)));

		assertThat(replace.after().path("ingress")).extracting((rule) -> rule.path("hostname").asString(""))
			.containsExactly("wiki.example.jp", hostname.value(), wildcard, "");
	}

	@Test
	void aHostnameThatIsNoNameMatchesOnlyAsItIsWritten() {
		SimulatedAccount world = SimulatedAccount.withIngress(
				"""
						{'ingress': [{'hostname': 'ssh_db1.example.jp', 'service': 'http://a'},
						 {'hostname': 'ssh-db1 .example.jp', 'service': 'http://b'}, {'hostname': '*ssh-db1.example.jp', 'service': 'http://c'},
						 {'hostname': '*._\u65e5.jp', 'service': 'http://d'}, {'service': 'http_status:404'}]}""");

		Plan plan = plan(world, wanted(DB));

		assertThat(plan.conflicts()).isEmpty();
		assertThat(ingress(plan).after().path("ingress")).hasSize(6);
	}

	@Test
	void aRuleForOnePathOfOurHostnameIsAConflictAndStays_I2() {
		SimulatedAccount world = SimulatedAccount.withIngress(WITH_A_PATH);
		world.ourRules.put(DB, idOf(DB));

		assertThat(plan(world, wanted(DB)).conflicts()).singleElement()
			.isEqualTo(new Conflict(idOf(DB), DB, Conflict.Kind.RULE_TAKEN, "http://health"));
		assertThat(ingress(plan(world)).after()).isEqualTo(json("""
				{'ingress': [{'hostname': 'ssh-db1.example.jp', 'path': '^/health', 'service': 'http://health'},
				 {'service': 'http_status:404'}]}"""));
	}

	@Test
	void ofSeveralRulesForOurHostnameOursIsTheOneThatLeadsWhereWeLedIt_I2() {
		SimulatedAccount world = SimulatedAccount.withIngress(
				"""
						{'ingress': [{'hostname': 'ssh-db1.example.jp', 'service': 'http://theirs'},
						 {'hostname': 'ssh-db1.example.jp', 'service': 'ssh://10.0.0.5:22'}, {'service': 'http_status:404'}]}""");
		world.ourRules.put(DB, idOf(DB));
		world.written.put(DB, "ssh://10.0.0.5:22");

		assertThat(plan(world, wanted(DB)).conflicts()).singleElement()
			.isEqualTo(new Conflict(idOf(DB), DB, Conflict.Kind.RULE_TAKEN, "http://theirs"));
		assertThat(ingress(plan(world)).after()).isEqualTo(json("""
				{'ingress': [{'hostname': 'ssh-db1.example.jp', 'service': 'http://theirs'},
				 {'service': 'http_status:404'}]}"""));
	}

	@Test
	void aHostnameThatOnlyLooksLikeOursIsNotOurs_I2() {
		Hostname street = Hostname.of("strasse-k.example.jp");
		String theirs = "{'hostname': 'stra\u00dfe-\u212a.example.jp', 'service': 'http://theirs'}";
		SimulatedAccount world = SimulatedAccount
			.withIngress("{'ingress': [%s, {'service': 'http_status:404'}]}".formatted(theirs));
		world.ourRules.put(street, idOf(street));

		Change.ReplaceIngress replace = ingress(plan(world, wanted(street)));

		assertThat(replace.after().path("ingress")).hasSize(3).contains(json(theirs));
	}

	@Test
	void aBypassThatTheTypeIgnoresTakesNothingDown() {
		DesiredServer wanted = withBypass(wanted(DB));

		Plan plan = Planner.plan(desiring(wanted), settled(wanted).observe(), Set.of());

		assertThat(plan.conflicts()).isEmpty();
		assertThat(plan.changes()).isEmpty();
		assertThat(plan.guardedAsWanted()).containsExactly(DB);
	}

	@Test
	void aBypassInOurApplicationGuardsNobody_I1() {
		DesiredServer wanted = Examples.ofType(wanted(DB), "self_hosted");
		SimulatedAccount world = settled(wanted);
		world.apps.keySet()
			.forEach((app) -> world.putApp(app, Ownership.OURS, wanted.server(), DB, withBypass(wanted).application()));

		assertThat(Planner.plan(desiring(wanted), world.observe(), Set.of(DB)).changes()).extracting(Change::phase)
			.containsExactly(Change.Phase.CONCEAL, Change.Phase.ROUTE);
	}

	@Test
	void whatIsHeldIsNotNarrowedEither() {
		DesiredServer stood = wanted(DB, "ssh://10.0.0.5:22", "a@example.com", "b@example.com");
		DesiredServer narrower = wanted(DB, "ssh://10.0.0.5:22", "a@example.com");
		ObservedState observed = settled(stood).observe();

		assertThat(Planner.narrow(desiring(narrower), observed, Set.of()).changes())
			.hasOnlyElementsOfType(Change.UpdateApp.class)
			.hasSize(1);
		assertThat(Planner.narrow(desiring(narrower), observed, Set.of(DB)).changes()).isEmpty();
	}

	@Test
	void whatWaitsForAPersonIsNarrowedAllTheSame() {
		SimulatedAccount world = settled(Examples.wanted(DB, "ssh://a:22", "a@example.com", "b@example.com"));
		DesiredServer other = Examples.ofType(Examples.wanted(DB, "ssh://a:22", "b@example.com"), "self_hosted");

		Plan plan = Planner.plan(Examples.desiring(other), world.observe(), Set.of(), Set.of(DB));

		assertThat(plan.changes()).singleElement().isInstanceOfSatisfying(Change.UpdateApp.class, (update) -> {
			assertThat(update.after().type()).isEqualTo("ssh");
			assertThat(update.after().policies()).isEqualTo(other.application().policies());
		});
	}

	private static DesiredServer withBypass(DesiredServer server) {
		ApplicationSpec spec = server.application();
		List<Policy> policies = new ArrayList<>(spec.policies());
		policies.add(new Policy("Office", Decision.BYPASS, List.of(new Selector.Everyone()), List.of(), List.of(),
				Examples.object("{}")));
		return new DesiredServer(server.server(), server.hostname(), server.zone(), server.service(),
				server.enforceAtConnector(),
				ApplicationSpec.wanted(spec.name(), spec.type(), server.hostname(), spec.sessionDuration(), policies));
	}

	@Test
	void nothingIsTakenFromAHostnameWhoseZoneCannotBeRead_I3() {
		SimulatedAccount world = settled(wanted(DB));
		world.zones.put(DB, Examples.zone(DB, HostnameZone.Condition.UNREADABLE));

		Plan plan = plan(world);

		assertThat(plan.changes()).isEmpty();
		assertThat(plan.conflicts()).singleElement()
			.extracting(Conflict::kind)
			.isEqualTo(Conflict.Kind.ZONE_UNREADABLE);
	}

	@Test
	void aRecordThatIsLetGoOfKeepsTheOrderOfARemoval_I1() {
		SimulatedAccount world = settled(wanted(DB));
		world.zones.put(DB, Examples.zone(DB, HostnameZone.Condition.GONE).treated(HostnameZone.Treatment.LET_GO));

		Plan plan = plan(world);

		assertThat(plan.conflicts()).isEmpty();
		assertThat(plan.changes()).singleElement().isInstanceOf(Change.ReplaceIngress.class);
		world.apply(plan.nextStage().getFirst());
		assertThat(plan(world).changes()).singleElement().isInstanceOf(Change.DeleteApp.class);
	}

	@ParameterizedTest
	@MethodSource("rulesThatMayTakeARequest")
	void aRecordThatIsLetGoOfAndMayLeadElsewhereKeepsItsApplication_I1(Ingress ingress) {
		SimulatedAccount world = settled(wanted(DB));
		world.zones.put(DB, Examples.zone(DB, HostnameZone.Condition.GONE).treated(HostnameZone.Treatment.LET_GO));
		ObservedState seen = world.observe();

		Plan plan = Planner.plan(desiring(), new ObservedState(seen.tunnel(), ingress, seen.applications(),
				seen.records(), new TreeMap<>(), seen.zones(), seen.awaited(), seen.link()), Set.of());

		assertThat(plan.conflicts()).singleElement()
			.extracting(Conflict::kind)
			.isEqualTo(ingress.isTold() ? Conflict.Kind.RECORD_MAY_LEAD : Conflict.Kind.RECORD_UNCERTAIN);
		assertThat(plan.settled()).isTrue();
	}

	static Stream<Ingress> rulesThatMayTakeARequest() {
		return Stream.of(new Ingress(3, Examples.object(WITH_WILDCARD)), Ingress.LOCAL_FILE, Ingress.NOT_TOLD);
	}

	@Test
	void aServerThatIsWantedIsNotLetGoOf_I3() {
		SimulatedAccount world = settled(wanted(DB));
		world.zones.put(DB, Examples.zone(DB, HostnameZone.Condition.GONE).treated(HostnameZone.Treatment.LET_GO));

		Plan plan = plan(world, wanted(DB, "ssh://elsewhere:22", "admin@example.com"));

		assertThat(plan.conflicts()).singleElement().extracting(Conflict::kind).isEqualTo(Conflict.Kind.ZONE_GONE);
		assertThat(plan.settled()).isTrue();
	}

	@Test
	void whereRecordsCannotBeChangedOnlyWhatNeedsThatIsHeld() {
		Hostname other = Hostname.of("ssh-db2.example.jp");
		SimulatedAccount world = new SimulatedAccount();
		settle(world, desiring(wanted(DB), wanted(other)));
		for (Hostname hostname : List.of(DB, other)) {
			world.zones.put(hostname,
					Examples.zone(hostname, HostnameZone.Condition.SERVING).treated(HostnameZone.Treatment.READ_ONLY));
		}

		Plan plan = plan(world, wanted(other, "ssh://elsewhere:22", "admin@example.com"));

		assertThat(plan.conflicts()).singleElement()
			.extracting(Conflict::hostname, Conflict::kind)
			.containsExactly(DB, Conflict.Kind.ZONE_READ_ONLY);
		assertThat(plan.changes()).singleElement()
			.isInstanceOf(Change.ReplaceIngress.class)
			.extracting(Change::hostnames)
			.asString()
			.contains(other.value())
			.doesNotContain(DB.value());
	}

	@Test
	void whereRecordsCannotBeChangedAWayInThatNobodyGuardsLosesItsRoute_I1() {
		SimulatedAccount world = settled(wanted(DB));
		world.apps.clear();
		world.zones.put(DB,
				Examples.zone(DB, HostnameZone.Condition.SERVING).treated(HostnameZone.Treatment.READ_ONLY));

		Plan plan = plan(world);

		assertThat(plan.changes()).singleElement().isInstanceOf(Change.ReplaceIngress.class);
	}

	@Test
	void aServerThatLetsNobodyInIsNeverRouted_I1() {
		Plan plan = plan(new SimulatedAccount(), wanted(DB, "ssh://10.0.0.5:22"));

		assertThat(plan.changes()).isEmpty();
		assertThat(plan.conflicts()).singleElement().extracting(Conflict::kind).isEqualTo(Conflict.Kind.NOBODY_ALLOWED);
	}

	@Test
	void aHeldServerKeepsWhatItHas() {
		SimulatedAccount world = settled(wanted(DB));

		Plan plan = Planner.plan(desiring(wanted(DB, "ssh://elsewhere:22", "eve@example.com")), world.observe(),
				Set.of(DB));

		assertThat(plan.settled()).isTrue();
	}

	@Test
	void aHeldServerThatNobodyGuardsIsShut_I1() {
		SimulatedAccount world = settled(wanted(DB));
		world.apps.clear();

		Plan plan = Planner.plan(desiring(wanted(DB)), world.observe(), Set.of(DB));

		assertThat(plan.changes()).extracting(Change::phase).containsExactly(Change.Phase.CONCEAL, Change.Phase.ROUTE);
	}

	@Test
	void theConnectorsCheckNamesTheApplicationOnlyOnceItIsSeen() {
		SimulatedAccount world = new SimulatedAccount();

		assertThat(ingress(plan(world, enforced(wanted(DB)))).edits()).allMatch(RuleEdit::awaitsAudience);
		settle(world, desiring(enforced(wanted(DB))));

		String aud = world.apps.values().iterator().next().aud();
		assertThat(world.ingress().rules().getFirst().at("/originRequest/access/audTag/0").asString()).isEqualTo(aud);
	}

	@Test
	void nothingLeadsToAServerWhoseApplicationMayNotBeAskedEverywhereYet_I1() {
		SimulatedAccount world = new SimulatedAccount();
		world.apply(plan(world, wanted(DB)).nextStage().getFirst());
		world.unenforced.put(DB, Instant.EPOCH);

		Plan plan = plan(world, wanted(DB));

		assertThat(plan.settled()).isTrue();
		assertThat(plan.unenforced()).containsExactly(Map.entry(DB, Instant.EPOCH));
		assertThat(plan(world, enforced(wanted(DB))).changes()).extracting(Change::phase)
			.containsExactly(Change.Phase.ROUTE, Change.Phase.EXPOSE);
		world.unenforced.clear();
		settle(world, desiring(wanted(DB)));
		world.unenforced.put(DB, Instant.EPOCH);
		assertThat(plan(world, wanted(DB, "ssh://10.0.0.6:22", "admin@example.com")).changes())
			.as("what stands is kept as wanted")
			.hasSize(1);
		assertThat(plan(world).changes()).as("and goes as wanted").hasSize(3);
	}

	@Test
	void aNameThatTheZoneLeavesToOthersIsAConflictBeforeAndAnAlarmAfter() {
		SimulatedAccount world = new SimulatedAccount();
		world.zones.put(DB, Examples.zone(DB, HostnameZone.Condition.SERVING).delegatedAt(DB));
		Conflict expected = new Conflict(idOf(DB), DB, Conflict.Kind.ZONE_DELEGATED, DB.value());

		assertThat(plan(world, wanted(DB)).changes()).isEmpty();
		assertThat(plan(world, wanted(DB)).conflicts()).containsExactly(expected);
		SimulatedAccount standing = settled(wanted(DB));
		standing.zones.putAll(world.zones);
		assertThat(plan(standing, wanted(DB)).conflicts()).isEmpty();
		assertThat(plan(standing, wanted(DB)).alarms()).containsExactly(expected);
	}

	@Test
	void nothingIsTakenDownForAnotherTypeThatCouldNotComeBack() {
		SimulatedAccount world = settled(wanted(DB));
		world.zones.put(DB, Examples.zone(DB, HostnameZone.Condition.PAUSED));

		Plan plan = plan(world, Examples.ofType(wanted(DB), "self_hosted"));

		assertThat(plan.changes()).isEmpty();
		assertThat(plan.conflicts()).extracting(Conflict::kind).containsExactly(Conflict.Kind.ZONE_PAUSED);
	}

	@Test
	void aRuleWaitsWhileTheRecordOfAServerThatMovedAwayStillLeadsHere() {
		SimulatedAccount world = settled(wanted(DB));
		ObservedApp app = world.apps.values().iterator().next();
		ObservedRecord dns = world.records.values().iterator().next();
		world.putApp(app.id(), Ownership.OTHER_TUNNEL, idOf(DB), DB, app.spec());
		world.putRecord(dns.id(), Ownership.OTHER_TUNNEL, idOf(DB), DB, dns.spec());

		assertThat(plan(world).settled()).isTrue();
		world.putRecord(dns.id(), Ownership.OTHER_TUNNEL, idOf(DB), DB,
				RecordSpec.to(Examples.OTHER_TUNNEL, DB, idOf(DB)));
		assertThat(plan(world).changes()).singleElement().isInstanceOf(Change.ReplaceIngress.class);
	}

	@Test
	void oneReplacementServesManyServers() {
		Hostname other = Hostname.of("ssh-db2.example.jp");

		Plan plan = plan(new SimulatedAccount(), wanted(DB), wanted(other));

		assertThat(plan.changes()).filteredOn(Change.ReplaceIngress.class::isInstance).hasSize(1);
	}

	private static Plan plan(SimulatedAccount world, DesiredServer... wanted) {
		return Planner.plan(desiring(wanted), world.observe(), Set.of());
	}

	private static SimulatedAccount settled(DesiredServer wanted) {
		SimulatedAccount world = new SimulatedAccount();
		settle(world, desiring(wanted));
		return world;
	}

	private static void settle(SimulatedAccount world, DesiredState desired) {
		for (Plan plan = Planner.plan(desired, world.observe(), Set.of()); !plan.settled(); plan = Planner.plan(desired,
				world.observe(), Set.of())) {
			plan.nextStage().forEach(world::apply);
		}
	}

	private static Change.ReplaceIngress ingress(Plan plan) {
		return plan.changes()
			.stream()
			.filter(Change.ReplaceIngress.class::isInstance)
			.map(Change.ReplaceIngress.class::cast)
			.findFirst()
			.orElseThrow();
	}

}
