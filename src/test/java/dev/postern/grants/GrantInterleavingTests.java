package dev.postern.grants;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.postern.fake.FakeCloudflare;
import dev.postern.grants.terms.ServerTerms;
import dev.postern.grants.terms.Whom;
import dev.postern.identity.Person;
import dev.postern.identity.SignIns;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.SettableClock;
import dev.postern.reconcile.ReconcileFixture;
import dev.postern.reconcile.ReconcileTest;
import dev.postern.servers.Server;
import dev.postern.tryout.SettableClockConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/** Many who ask, decide and end at once, and in any order, while time passes. */
@ReconcileTest
@Import(SettableClockConfiguration.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class GrantInterleavingTests {

	private static final int SEED = 7;

	private final Grants grants;

	private final GrantClock grantClock;

	private final FakeCloudflare cloudflare;

	private final ReconcileFixture site;

	private final JdbcClient jdbc;

	private final SettableClock clock;

	private final List<Person> askers = new ArrayList<>();

	private final List<Person> approvers = new ArrayList<>();

	private final Server server;

	GrantInterleavingTests(Grants grants, GrantClock grantClock, FakeCloudflare cloudflare, ReconcileFixture site,
			JdbcClient jdbc, SettableClock clock, ServerTerms terms, SignIns signIns) {
		this.grants = grants;
		this.grantClock = grantClock;
		this.cloudflare = cloudflare;
		this.site = site;
		this.jdbc = jdbc;
		this.clock = clock;
		for (int i = 0; i < 3; i++) {
			this.askers.add(GrantSite.person(signIns, "asker%d@example.com".formatted(i)));
			this.approvers.add(GrantSite.person(signIns, "approver%d@example.com".formatted(i), "dba"));
		}
		this.server = site.registered(ReconcileFixture.newHostname());
		terms.set(GrantSite.with(this.server.id(), 2, Set.of(new Whom.InGroup("dba"))), ReconcileFixture.ADMIN);
	}

	/** Two tabs, two people, the clock of two instances: each yes counts once. */
	@Test
	void decisionsAtTheSameInstantCountOnceEach() throws Exception {
		Grant grant = this.grants.ask(this.askers.getFirst(), GrantSite.request(this.server.id(), "1h"), "").getFirst();
		List<Callable<Boolean>> tries = new ArrayList<>();
		for (int tab = 0; tab < 4; tab++) {
			this.approvers.forEach((approver) -> tries
				.add(() -> done(() -> this.grants.decide(approver, grant.id(), Vote.Verdict.APPROVE, ""))));
			tries.add(
					() -> done(() -> this.grants.decide(this.askers.getFirst(), grant.id(), Vote.Verdict.APPROVE, "")));
			tries.add(() -> done(this.grantClock::run));
		}
		int done = 0;
		try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
			for (Future<Boolean> one : pool.invokeAll(tries)) {
				done += one.get() ? 1 : 0;
			}
		}

		assertThat(done).as("two yes and four looks of the clock").isEqualTo(6);
		Grant after = this.grants.visible(this.approvers.getFirst(), grant.id());
		assertThat(after.state()).isEqualTo(GrantState.ACTIVE);
		assertThat(after.votes()).hasSize(2);
		this.grants.end(this.askers.getFirst(), grant.id(), "");
	}

	/** Whatever happens in whichever order, nobody gets in beyond what is promised. */
	@Test
	void randomOrdersKeepThePromises() {
		Random random = new Random(SEED);
		for (int step = 0; step < 250; step++) {
			Person asker = this.askers.get(random.nextInt(3));
			Person approver = this.approvers.get(random.nextInt(3));
			List<Grant> open = this.grants.running(this.approvers.getFirst());
			List<Grant> mine = this.grants.ownOpen(asker);
			switch (random.nextInt(8)) {
				case 0, 1 -> done(() -> this.grants.ask(asker,
						GrantSite.request(this.server.id(), (5 + random.nextInt(60)) + "m",
								random.nextBoolean() ? null : this.clock.instant().plusSeconds(random.nextInt(1_800))),
						""));
				case 2, 3,
						4 ->
					this.grants.toDecide(approver)
						.forEach((one) -> done(() -> this.grants.decide(approver, one.id(),
								(random.nextInt(6) == 0) ? Vote.Verdict.REFUSE : Vote.Verdict.APPROVE, "")));
				case 5 -> mine.forEach((one) -> done(() -> this.grants.extend(asker, one.id(),
						new GrantRequest(null, null, "more", null, "20m", null), "")));
				case 6 -> open.stream()
					.filter((one) -> random.nextInt(4) == 0)
					.forEach((one) -> done(
							() -> this.grants.end(random.nextBoolean() ? asker : approver, one.id(), "")));
				default -> mine
					.forEach((one) -> this.cloudflare.logIn(hostname(), asker.email().value(), this.clock.instant()));
			}
			this.clock.goOn(Duration.ofSeconds(random.nextInt(40)));
			this.grantClock.run();
			check();
		}
		this.clock.goOn(Duration.ofHours(30));
		this.grantClock.run();
		assertThat(this.grants.running(this.approvers.getFirst())).isEmpty();
		this.site.ready(this.server.id());
		this.askers.forEach((asker) -> assertThat(
				this.cloudflare.letsConnect(hostname(), asker.email().value(), this.clock.instant()))
			.isFalse());
		assertThat(this.jdbc.sql("SELECT DISTINCT state FROM access_grant").query(String.class).list())
			.contains("EXPIRED", "ENDED", "REVOKED", "REFUSED");
	}

	/** Once Cloudflare has followed: in is who runs, and logins end with the grants. */
	private void check() {
		this.site.ready(this.server.id());
		this.grantClock.run();
		Instant now = this.clock.instant();
		for (Person asker : this.askers) {
			List<Grant> running = this.grants.ownOpen(asker)
				.stream()
				.filter((grant) -> grant.state() == GrantState.ACTIVE)
				.toList();
			assertThat(running).hasSizeLessThanOrEqualTo(1);
			String email = asker.email().value();
			if (running.isEmpty()) {
				Awaitility.await(email + " is out")
					.until(() -> !this.cloudflare.letsConnect(hostname(), email, now) || retried());
			}
		}
	}

	private boolean retried() {
		this.grantClock.run();
		return false;
	}

	private String hostname() {
		return this.server.spec().hostname().value();
	}

	private static boolean done(Runnable step) {
		try {
			step.run();
			return true;
		}
		catch (ForbiddenStep | InvalidInput | NotYourDecision | GrantNotFound ex) {
			return false;
		}
	}

}
