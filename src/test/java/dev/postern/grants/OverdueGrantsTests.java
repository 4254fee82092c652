package dev.postern.grants;

import java.time.Instant;
import java.util.List;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.watch.JournalEntry;
import dev.postern.grants.terms.ServerTerms;
import dev.postern.identity.Person;
import dev.postern.identity.SignIns;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.reconcile.ReconcileFixture;
import dev.postern.reconcile.ReconcileTest;
import dev.postern.servers.Server;
import dev.postern.tryout.Instance;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Grants whose time was over while no instance ran. */
@ReconcileTest
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class OverdueGrantsTests {

	private static final String ASKER = "eve@example.com";

	private final Grants grants;

	private final GrantStandings standings;

	private final ReconcileFixture site;

	private final FakeCloudflare cloudflare;

	private final JdbcConnectionDetails database;

	private final JdbcClient jdbc;

	private final TransactionTemplate transactions;

	private final Lifecycle jobs;

	private final Person admin;

	private final Person asker;

	private final Server server;

	OverdueGrantsTests(Grants grants, GrantStandings standings, ServerTerms terms, SignIns signIns,
			ReconcileFixture site, FakeCloudflare cloudflare, JdbcConnectionDetails database, JdbcClient jdbc,
			TransactionTemplate transactions, @Qualifier("jobScheduler") Lifecycle jobs) {
		this.grants = grants;
		this.standings = standings;
		this.site = site;
		this.cloudflare = cloudflare;
		this.database = database;
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.jobs = jobs;
		this.admin = GrantSite.person(signIns, "admin@example.com");
		this.asker = GrantSite.person(signIns, ASKER);
		this.server = site.registered(ReconcileFixture.newHostname());
		terms.set(GrantSite.usual(this.server.id()), ReconcileFixture.ADMIN);
	}

	@AfterEach
	void start() {
		this.jobs.start();
	}

	/**
	 * In every mode: what was given is taken away by itself, also where nothing else is.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "FULL", "OBSERVE" })
	void firstCallsOfAnInstanceTakeOutWhoseTimeIsOver(String mode) {
		Grant grant = this.grants.ask(this.asker, GrantSite.request(this.server.id(), "2h"), "").getFirst();
		this.grants.decide(this.admin, grant.id(), Vote.Verdict.APPROVE, "");
		Awaitility.await().until(() -> this.standings.of(grant.id()).filter(GrantStanding::open).isPresent());
		String hostname = this.site.ready(this.server.id()).spec().hostname().value();
		this.jobs.stop();
		this.cloudflare.logIn(hostname, ASKER, Instant.now());
		backdate();
		assertThat(this.cloudflare.wouldAllow(hostname, ASKER)).as("while every instance is down").isTrue();
		this.cloudflare.journal().clear();

		try (Instance instance = Instance.start(this.database, this.cloudflare, "postern.reconcile.mode=" + mode,
				"postern.jobs.poll-every=50ms")) {
			List<String> calls = this.cloudflare.journal()
				.all()
				.stream()
				.map(JournalEntry::call)
				.filter((call) -> !call.path().endsWith("/connections")) // of the
																			// instance
																			// that is
																			// there
				.map((call) -> call.method() + " " + call.path().replaceAll(".*/access", "/access"))
				.toList();
			assertThat(calls.get(0)).startsWith("GET /access/apps");
			assertThat(calls.get(1)).startsWith("PUT /access/apps/");
			assertThat(this.cloudflare.wouldAllow(hostname, ASKER)).isFalse();
			assertThat(this.cloudflare.wouldAllow(hostname, "dev@example.com")).isTrue();
			assertThat(this.grants.visible(this.admin, grant.id()).state()).isEqualTo(GrantState.EXPIRED);
			Awaitility.await("logins that could last longer are ended")
				.until(() -> this.standings.of(grant.id()).filter((one) -> one.tokensEndedAt() != null).isPresent());
			assertThat(this.cloudflare.letsConnect(hostname, ASKER, Instant.now())).isFalse();
			if (mode.equals("OBSERVE")) {
				InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> instance.bean(Grants.class)
					.ask(this.asker, GrantSite.request(this.server.id(), "1h"), ""));
				assertThat(refused.problems()).extracting(FieldProblem::code).containsExactly("grants.error.observed");
			}
		}
	}

	/** As if all that had happened three hours ago. */
	private void backdate() {
		this.transactions.executeWithoutResult((status) -> {
			this.jdbc.sql("SET LOCAL session_replication_role = replica").update();
			this.jdbc
				.sql("""
						UPDATE access_grant SET asked_at = asked_at - interval '3 hours', decide_by = decide_by - interval '3 hours',
						  approved_at = approved_at - interval '3 hours', starts_at = starts_at - interval '3 hours',
						  ends_at = ends_at - interval '3 hours'""")
				.update();
		});
	}

}
