package dev.postern.grants;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.faults.FaultPlan;
import dev.postern.grants.terms.GrantTerms;
import dev.postern.grants.terms.ServerTerms;
import dev.postern.grants.terms.Whom;
import dev.postern.identity.People;
import dev.postern.identity.Person;
import dev.postern.identity.SignIns;
import dev.postern.kernel.Actor;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.SettableClock;
import dev.postern.reconcile.ReconcileFixture;
import dev.postern.reconcile.ReconcileTest;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.tryout.SettableClockConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A grant from the wish to its end, with what stands at Cloudflare meanwhile. */
@ReconcileTest
@Import(SettableClockConfiguration.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class GrantLifeTests {

	private static final CallMatcher REVOKE_USER = CallMatcher.of("POST",
			"/accounts/*/access/organizations/revoke_user");

	private static final CallMatcher PUT_APP = CallMatcher.of("PUT", "/accounts/*/access/apps/*");

	private static final String ASKER = "eve@example.com";

	private final Grants grants;

	private final GrantClock grantClock;

	private final GrantStandings standings;

	private final ServerTerms terms;

	private final Servers servers;

	private final People people;

	private final ReconcileFixture site;

	private final FakeCloudflare cloudflare;

	private final JdbcClient jdbc;

	private final SettableClock clock;

	private Person admin;

	private Person asker;

	private Server server;

	GrantLifeTests(Grants grants, GrantClock grantClock, GrantStandings standings, ServerTerms terms, Servers servers,
			SignIns signIns, People people, ReconcileFixture site, FakeCloudflare cloudflare, JdbcClient jdbc,
			SettableClock clock) {
		this.grants = grants;
		this.grantClock = grantClock;
		this.standings = standings;
		this.terms = terms;
		this.servers = servers;
		this.people = people;
		this.site = site;
		this.cloudflare = cloudflare;
		this.jdbc = jdbc;
		this.clock = clock;
		this.admin = GrantSite.person(signIns, "admin@example.com");
		this.asker = GrantSite.person(signIns, ASKER, "orders-team");
		this.server = site.registered(ReconcileFixture.newHostname());
		terms.set(GrantSite.usual(this.server.id()), ReconcileFixture.ADMIN);
	}

	@BeforeEach
	void begin() {
		this.cloudflare.journal().clear();
	}

	private String hostname() {
		return this.server.spec().hostname().value();
	}

	private Grant asked(String duration) {
		return this.grants.ask(this.asker, GrantSite.request(this.server.id(), duration), "").getFirst();
	}

	private Grant running(String duration) {
		Grant grant = this.grants.decide(this.admin, asked(duration).id(), Vote.Verdict.APPROVE, "go");
		assertThat(grant.state()).isEqualTo(GrantState.ACTIVE);
		awaitOpen(grant);
		return grant;
	}

	private Grant now(Grant grant) {
		return this.grants.visible(this.admin, grant.id());
	}

	private void awaitOpen(Grant grant) {
		Awaitility.await("it is seen at Cloudflare")
			.until(() -> this.standings.of(grant.id()).filter(GrantStanding::open).isPresent());
		this.site.ready(this.server.id());
	}

	private void awaitGone(Grant grant) {
		Awaitility.await("it is seen to be out")
			.until(() -> this.standings.of(grant.id()).filter((one) -> one.goneAt() != null).isPresent());
		this.site.ready(this.server.id());
	}

	private void pass(Duration time) {
		this.clock.goOn(time);
		this.grantClock.run();
	}

	@Test
	void grantLetsInFromTheYesOnAndNoLongerThanItsTimeI10() {
		assertThat(this.cloudflare.wouldAllow(hostname(), ASKER)).isFalse();
		Grant grant = running("2h");

		assertThat(this.cloudflare.wouldAllow(hostname(), ASKER)).isTrue();
		assertThat(this.cloudflare.wouldAllow(hostname(), "dev@example.com")).isTrue();
		assertThat(this.cloudflare.state().app(hostname()).orElseThrow().path("policies").toString())
			.contains("Postern: for a while", "59m");
		pass(Duration.ofHours(2));

		assertThat(now(grant).state()).isEqualTo(GrantState.EXPIRED);
		assertThat(now(grant).closure()).isEqualTo(Closure.TIME);
		awaitGone(grant);
		assertThat(this.cloudflare.wouldAllow(hostname(), ASKER)).isFalse();
		assertThat(this.cloudflare.wouldAllow(hostname(), "dev@example.com")).isTrue();
		assertThat(this.jdbc.sql("SELECT action FROM audit_event WHERE subject_id = :id ORDER BY id")
			.param("id", grant.id().toString())
			.query(String.class)
			.list()).startsWith("grant.asked", "grant.approved", "grant.begun", "grant.expired");
	}

	/**
	 * Somebody logs in again and again, the portal lives: no login outlives the grant.
	 */
	@Test
	void noLoginOutlivesTheGrantWhileThePortalLives() {
		Grant grant = running("47m");
		Instant end = Objects.requireNonNull(now(grant).endsAt());
		while (this.clock.instant().isBefore(end)) {
			this.cloudflare.logIn(hostname(), ASKER, this.clock.instant());
			pass(Duration.ofSeconds(40));
			this.site.ready(this.server.id());
		}
		awaitGone(grant);

		assertThat(this.cloudflare.letsConnect(hostname(), ASKER, end)).isFalse();
		this.grantClock.run();
		assertThat(this.standings.of(grant.id()).orElseThrow().tokensEndedAt()).as("none had to be ended").isNull();
		assertThat(this.cloudflare.journal().count(PUT_APP)).as("writes of the application").isLessThanOrEqualTo(7);
	}

	@Test
	void endingEarlyEndsLoginsTooAndSaysWhoDidIt() {
		Grant mine = running("2h");
		this.cloudflare.logIn(hostname(), ASKER, this.clock.instant());
		this.clock.goOn(Duration.ofMinutes(3));

		assertThat(this.grants.end(this.asker, mine.id(), "done").state()).isEqualTo(GrantState.ENDED);
		awaitGone(mine);
		this.grantClock.run();

		assertThat(this.cloudflare.letsConnect(hostname(), ASKER, this.clock.instant())).isFalse();
		assertThat(this.cloudflare.journal().count(REVOKE_USER)).isPositive();
		Grant other = running("1h");
		Grant revoked = this.grants.end(this.admin, other.id(), "no");
		assertThat(revoked.state()).isEqualTo(GrantState.REVOKED);
		assertThat(revoked.closedBy()).isEqualTo("admin@example.com");
		awaitGone(other);
	}

	@Test
	void extensionGoesOnWithoutAGapAndEndsWithIt() {
		Grant grant = running("1h");
		Grant more = this.grants.extend(this.asker, grant.id(),
				new GrantRequest(null, null, "not done yet", null, "1h", null), "");
		assertThat(more.state()).isEqualTo(GrantState.ASKED);
		assertThatExceptionOfType(ForbiddenStep.NotExtendable.class).isThrownBy(() -> this.grants.extend(this.asker,
				grant.id(), new GrantRequest(null, null, "again", null, "1h", null), ""));
		more = this.grants.decide(this.admin, more.id(), Vote.Verdict.APPROVE, "");

		assertThat(more.state()).isEqualTo(GrantState.APPROVED);
		assertThat(more.startsAt()).isEqualTo(now(grant).endsAt());
		for (int i = 0; i < 59; i++) {
			pass(Duration.ofMinutes(1));
			assertThat(this.cloudflare.wouldAllow(hostname(), ASKER)).isTrue();
		}
		pass(Duration.ofMinutes(2));
		assertThat(now(grant).state()).isEqualTo(GrantState.EXPIRED);
		assertThat(now(more).state()).isEqualTo(GrantState.ACTIVE);
		this.site.ready(this.server.id());
		assertThat(this.cloudflare.wouldAllow(hostname(), ASKER)).isTrue();
		pass(Duration.ofHours(1));
		assertThat(now(more).state()).isEqualTo(GrantState.EXPIRED);
		awaitGone(more);
		assertThat(this.cloudflare.wouldAllow(hostname(), ASKER)).isFalse();
	}

	/** Each way in which the write that takes somebody out can go wrong. */
	@ParameterizedTest
	@EnumSource(Mishap.class)
	void takingOutIsDoneAllTheSame(Mishap mishap) {
		Grant grant = running("1h");
		Fault fault = mishap.on(this.cloudflare.faults().on(PUT_APP).nth(1));

		this.grants.end(this.admin, grant.id(), "");
		awaitGone(grant);

		assertThat(fault.fired()).isTrue();
		assertThat(this.cloudflare.wouldAllow(hostname(), ASKER)).isFalse();
	}

	/**
	 * What waits for a person keeps what it has, but nobody who was let in for a while.
	 */
	@Test
	void removalThatWaitsForAYesKeepsNobodyIn_I7() {
		List<Server> all = new ArrayList<>(List.of(this.server));
		List<Grant> given = new ArrayList<>(List.of(running("1h")));
		for (int i = 0; i < 2; i++) {
			this.server = this.site.registered(ReconcileFixture.newHostname());
			this.terms.set(GrantSite.usual(this.server.id()), ReconcileFixture.ADMIN);
			all.add(this.server);
			given.add(running("1h"));
		}

		this.servers.retire(
				all.stream().collect(Collectors.toMap(Server::id, (one) -> this.site.now(one.id()).version())),
				ReconcileFixture.ADMIN);
		this.grantClock.run();

		given.forEach((grant) -> {
			assertThat(now(grant).closure()).isEqualTo(Closure.SERVER_GONE);
			Awaitility.await("it is seen to be out")
				.until(() -> this.standings.of(grant.id()).filter((one) -> one.goneAt() != null).isPresent());
		});
		all.forEach((one) -> {
			String hostname = one.spec().hostname().value();
			assertThat(this.cloudflare.wouldAllow(hostname, ASKER)).isFalse();
			assertThat(this.cloudflare.wouldAllow(hostname, "dev@example.com")).as("it waits").isTrue();
		});
	}

	@Test
	void whatIsExtendedTakesItsExtensionWithIt() {
		Grant grant = running("1h");
		Grant more = this.grants.extend(this.asker, grant.id(),
				new GrantRequest(null, null, "not done yet", null, "1h", null), "");
		this.grants.decide(this.admin, more.id(), Vote.Verdict.APPROVE, "");

		this.grants.end(this.admin, grant.id(), "");

		assertThat(now(more).state()).isEqualTo(GrantState.REFUSED);
		assertThat(now(more).closure()).isEqualTo(Closure.EXTENDED_ENDED);
		awaitGone(grant);
		assertThat(this.cloudflare.wouldAllow(hostname(), ASKER)).isFalse();
	}

	@Test
	void laterStartIsLookedOverOnceMore() {
		Instant start = this.clock.instant().plus(Duration.ofHours(5));
		Grant later = this.grants.ask(this.asker, GrantSite.request(this.server.id(), "1h", start), "").getFirst();
		later = this.grants.decide(this.admin, later.id(), Vote.Verdict.APPROVE, "");
		assertThat(later.state()).isEqualTo(GrantState.APPROVED);
		GrantTerms terms = this.terms.of(this.server.id());
		this.terms.set(new GrantTerms(terms.server(), Set.of(new Whom.InGroup("dba")), terms.never(), terms.approvers(),
				1, Set.of(), Duration.ZERO, terms.shortest(), terms.longest(), terms.ahead(), "", true,
				terms.version()), ReconcileFixture.ADMIN);

		pass(Duration.ofHours(5).plusSeconds(1));

		assertThat(now(later).state()).isEqualTo(GrantState.REFUSED);
		assertThat(now(later).closure()).isEqualTo(Closure.NOT_ELIGIBLE);
		assertThat(this.cloudflare.wouldAllow(hostname(), ASKER)).isFalse();
	}

	@Test
	void whoeverIsLockedLosesWhatRuns() {
		Grant grant = running("2h");

		this.people.lock(this.asker.id(), Actor.person(this.admin.email()));
		this.grantClock.run();

		assertThat(now(grant).state()).isEqualTo(GrantState.REVOKED);
		assertThat(now(grant).closure()).isEqualTo(Closure.PERSON_LOCKED);
		awaitGone(grant);
		this.people.unlock(this.asker.id(), Actor.person(this.admin.email()));
	}

	@Test
	void whatNobodyDecidesExpires() {
		Grant grant = asked("1h");

		pass(Duration.ofHours(25));

		assertThat(now(grant).state()).isEqualTo(GrantState.EXPIRED);
		assertThat(now(grant).closure()).isEqualTo(Closure.UNDECIDED);
		assertThatExceptionOfType(ForbiddenStep.Decided.class)
			.isThrownBy(() -> this.grants.decide(this.admin, grant.id(), Vote.Verdict.APPROVE, ""));
	}

	@Test
	void thatNobodyCanApproveIsSaidWhenAsking() {
		GrantTerms terms = this.terms.of(this.server.id());
		this.terms.set(new GrantTerms(terms.server(), terms.askers(), terms.never(),
				Set.of(new Whom.OnePerson(this.asker.email())), 1, Set.of(), Duration.ZERO, terms.shortest(),
				terms.longest(), terms.ahead(), "", true, terms.version()), ReconcileFixture.ADMIN);

		assertThat(problems(GrantSite.request(this.server.id(), "1h"))).extracting(FieldProblem::code)
			.containsExactly("grants.error.nobody");
	}

	@Test
	void whatIsWrongIsSaidAtOnceI15() {
		assertThat(problems(new GrantRequest(this.server.id().toString(), null, " ", null, "2 days", null)))
			.extracting(FieldProblem::field)
			.containsExactlyInAnyOrder("reason", "duration");
		assertThat(problems(GrantSite.request(this.server.id(), "1m"))).extracting(FieldProblem::code)
			.containsExactly("grants.error.length");
		asked("1h");
		assertThat(problems(GrantSite.request(this.server.id(), "1h"))).extracting(FieldProblem::code)
			.containsExactly("grants.error.open");
	}

	@Test
	void nothingIsToldOfServersThatNobodyMayAskForI13() {
		Server closed = this.site.registered(ReconcileFixture.newHostname());

		assertThat(this.grants.askable(this.asker)).extracting((one) -> one.server().id())
			.contains(this.server.id())
			.doesNotContain(closed.id());
		assertThatExceptionOfType(ServerNotFound.class)
			.isThrownBy(() -> this.grants.ask(this.asker, GrantSite.request(closed.id(), "1h"), ""));
	}

	@Test
	void sameRequestIsMadeOnce() {
		GrantRequest request = GrantSite.request(this.server.id(), "1h");
		List<Grant> first = this.grants.ask(this.asker, request, "key-1");

		assertThat(this.grants.ask(this.asker, request, "key-1")).extracting(Grant::id)
			.isEqualTo(first.stream().map(Grant::id).toList());
		assertThat(catchThrowableOfType(InvalidInput.class,
				() -> this.grants.ask(this.asker, GrantSite.request(this.server.id(), "2h"), "key-1"))
			.problems()).extracting(FieldProblem::code).containsExactly("grants.error.key-used");
	}

	@Test
	void databaseRefusesWhatThereIsNoWayTo() {
		Grant asked = asked("1h");

		refused("UPDATE access_grant SET state = 'ACTIVE' WHERE id = :id", asked);
		refused("UPDATE access_grant SET state = 'APPROVED', approved_at = now(), starts_at = now(), "
				+ "ends_at = now() + interval '1 hour' WHERE id = :id", asked);
		refused("UPDATE access_grant SET reason = 'another' WHERE id = :id", asked);
		refused("DELETE FROM access_grant WHERE id = :id", asked);
		refused(vote("'%s'".formatted(this.asker.id()), "'x@example.com'"), asked);
		refused(vote("gen_random_uuid()", "'EVE@example.com'"), asked);
		this.grants.decide(this.admin, asked.id(), Vote.Verdict.APPROVE, "");
		refused(vote("gen_random_uuid()", "'second@example.com'"), asked);
		refused("DELETE FROM access_grant_vote WHERE grant_id = :id", asked);
		refused("UPDATE access_grant_vote SET note = 'x' WHERE grant_id = :id", asked);
		refused("UPDATE access_grant SET ends_at = ends_at + interval '1 day' WHERE id = :id", asked);
		this.grants.end(this.asker, asked.id(), "");
		refused("UPDATE access_grant SET state = 'ACTIVE', closed_at = NULL, closed_by = NULL, closure = NULL "
				+ "WHERE id = :id", asked);
		refused("UPDATE access_grant SET note = 'x' WHERE id = :id", asked);
	}

	@Test
	void databaseRefusesAYesThatComesTooLate() {
		Grant asked = asked("1h");

		refused("INSERT INTO access_grant_vote (grant_id, approver_id, approver, approves, note, voted_at) "
				+ "VALUES (:id, gen_random_uuid(), 'late@example.com', true, '', now() + interval '30 days')", asked);
	}

	private static String vote(String id, String email) {
		return ("INSERT INTO access_grant_vote (grant_id, approver_id, approver, approves, note, voted_at) "
				+ "VALUES (:id, %s, %s, true, '', now())")
			.formatted(id, email);
	}

	private void refused(String sql, Grant grant) {
		assertThatExceptionOfType(DataAccessException.class).as(sql)
			.isThrownBy(() -> this.jdbc.sql(sql).param("id", grant.id().value()).update());
	}

	/** What may go wrong with a call. */
	enum Mishap {

		UNAVAILABLE, LOST_ANSWER, FAULTY, REFUSED;

		Fault on(FaultPlan plan) {
			return switch (this) {
				case UNAVAILABLE -> plan.status(503);
				case LOST_ANSWER -> plan.cutAfterCommit();
				case FAULTY -> plan.status(500);
				case REFUSED -> plan.status(400);
			};
		}

	}

	private List<FieldProblem> problems(GrantRequest request) {
		return catchThrowableOfType(InvalidInput.class, () -> this.grants.ask(this.asker, request, "")).problems();
	}

}
