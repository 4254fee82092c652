package dev.postern.servicetokens;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.contract.SettableClock;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.InvalidInput;
import dev.postern.tryout.PosternTest;
import dev.postern.tryout.SettableClockConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of service tokens at Cloudflare, in the register and in the audit. */
@PosternTest
@ExtendWith(OutputCaptureExtension.class)
@Import(SettableClockConfiguration.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class MachinesTests {

	private static final Actor ADA = Actor.person(EmailAddress.of("ada@example.com"));

	private static final Duration QUARTER = Duration.ofDays(90);

	private final Machines machines;

	private final MachineList list;

	private final AccountTokens account;

	private final FakeCloudflare cloudflare;

	private final JdbcClient database;

	private final SettableClock clock;

	private final TokenStore register;

	private final TransactionTemplate transactions;

	MachinesTests(Machines machines, MachineList list, AccountTokens account, FakeCloudflare cloudflare,
			JdbcClient database, SettableClock clock, TokenStore register, TransactionTemplate transactions) {
		this.register = register;
		this.transactions = transactions;
		this.machines = machines;
		this.list = list;
		this.account = account;
		this.cloudflare = cloudflare;
		this.database = database;
		this.clock = clock;
	}

	@AfterEach
	void mend() {
		this.cloudflare.faults().clear();
	}

	@Test
	void newTokenIsClaimedMadeAndWrittenInTheAuditI10() {
		String name = name();

		Told.Once told = once(this.machines.create("  " + name + " ", QUARTER, ADA));

		Machine machine = told.machine();
		assertThat(machine.name()).isEqualTo(name);
		assertThat(state(machine.id())).isEqualTo(MachineState.VALID);
		assertThat(remote(machine).path("name").asString()).isEqualTo(name + " postern-" + machine.id());
		assertThat(remote(machine).path("duration").asString()).isEqualTo("2160h");
		assertThat(machine.clientId()).isEqualTo(remote(machine).path("client_id").asString());
		assertThat(machine.expiresAt()).isEqualTo(Instant.parse(remote(machine).path("expires_at").asString()));
		assertThat(audit(machine.id())).containsExactly("service_token.requested ada@example.com",
				"service_token.created ada@example.com");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "   ", "two\nlines", "two\u2028lines", "ci\u202Edeploy", "ci\u200B", "\u0007ci" })
	void nameThatIsNoneMakesNothingI15(String name) {
		int calls = this.cloudflare.journal().count(Calls.CREATE_SERVICE_TOKEN);

		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> this.machines.create(name, QUARTER, ADA))
			.satisfies((ex) -> assertThat(ex.problems()).extracting("field").containsExactly("name"));
		assertThat(this.cloudflare.journal().count(Calls.CREATE_SERVICE_TOKEN)).isEqualTo(calls);
	}

	@Test
	void lifetimeOutOfRangeMakesNothingI15() {
		for (Duration wrong : List.of(Duration.ZERO, Duration.ofHours(-1), Duration.ofMinutes(90),
				Duration.ofDays(367))) {
			assertThatExceptionOfType(InvalidInput.class).as(wrong.toString())
				.isThrownBy(() -> this.machines.create(name(), wrong, ADA))
				.satisfies((ex) -> assertThat(ex.problems()).extracting("field").containsExactly("duration"));
		}
	}

	@Test
	void nameIsGivenOnce() {
		String name = name();
		this.machines.create(name, QUARTER, ADA);

		assertThatExceptionOfType(InvalidInput.class)
			.isThrownBy(() -> this.machines.create(name.toUpperCase(Locale.ROOT), QUARTER, ADA))
			.satisfies(
					(ex) -> assertThat(ex.problems()).extracting("code").containsExactly("servicetokens.error.name.taken"));
		assertThat(remotes(name)).hasSize(1);
	}

	@Test
	void takenNameIsNoErrorInTheLog(CapturedOutput log) throws Exception {
		String name = name();
		this.machines.create(name, QUARTER, ADA);
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> this.machines.create(name, QUARTER, ADA));

		String contested = name();
		try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<Told> second = this.transactions.execute((status) -> {
				this.register.claim(contested, QUARTER, ADA);
				Future<Told> begun = others.submit(() -> this.machines.create(contested, QUARTER, ADA));
				Awaitility.await()
					.atMost(Duration.ofSeconds(10))
					.until(() -> this.database
						.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
						.query(Integer.class)
						.single() > 0);
				return begun;
			});
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(Objects.requireNonNull(second)::get)
				.withCauseInstanceOf(InvalidInput.class)
				.withMessageContaining("servicetokens.error.name.taken");
		}
		assertThat(log.getAll()).doesNotContain("ERROR", "service_token_name_uq");
		assertThat(remotes(contested)).isEmpty();
	}

	@Test
	void lostAnswerAfterTheTokenWasMadeMakesNoTwinI4() {
		String name = name();
		this.cloudflare.faults().on(Calls.CREATE_SERVICE_TOKEN).cutAfterCommit();

		Told told = this.machines.create(name, QUARTER, ADA);

		assertThat(told).isInstanceOf(Told.Never.class);
		assertThat(state(told.machine().id())).isEqualTo(MachineState.UNTOLD);
		assertThat(told.machine().clientId()).isNotNull();
		assertThat(remotes(name)).hasSize(1);
		assertThat(audit(told.machine().id())).containsExactly("service_token.requested ada@example.com",
				"service_token.found ada@example.com");

		once(this.machines.rotate(told.machine().id(), null, null, ADA));
		assertThat(state(told.machine().id())).isEqualTo(MachineState.VALID);
		assertThat(remotes(name)).hasSize(1);
	}

	@Test
	void tokenIsFoundByALaterLookWhenCloudflareIsAwayFirstI4() {
		String name = name();
		this.cloudflare.faults().on(Calls.CREATE_SERVICE_TOKEN).cutAfterCommit();
		Fault away = this.cloudflare.faults().on(Calls.LIST_SERVICE_TOKENS).always().status(503);

		Told told = this.machines.create(name, QUARTER, ADA);
		assertThat(state(told.machine().id())).isEqualTo(MachineState.ASKED);
		assertThatExceptionOfType(MachineBusy.class)
			.isThrownBy(() -> this.machines.rotate(told.machine().id(), null, null, ADA));
		away.remove();
		this.account.now();
		assertThat(state(told.machine().id())).as("its answer may still be on its way").isEqualTo(MachineState.ASKED);

		this.clock.goOn(Duration.ofMinutes(2));
		this.account.now();

		assertThat(state(told.machine().id())).isEqualTo(MachineState.UNTOLD);
		assertThat(remotes(name)).hasSize(1);
		assertThat(audit(told.machine().id())).last().isEqualTo("service_token.found machines");
	}

	@Test
	void claimOfATokenThatWasNeverMadeEndsByItselfI5() {
		String name = name();
		this.cloudflare.faults().on(Calls.CREATE_SERVICE_TOKEN).cutBeforeCommit();

		Told told = this.machines.create(name, QUARTER, ADA);
		assertThat(state(told.machine().id())).isEqualTo(MachineState.ASKED);
		this.clock.goOn(Duration.ofMinutes(9));
		this.account.now();
		assertThat(state(told.machine().id())).isEqualTo(MachineState.ASKED);
		this.clock.goOn(Duration.ofMinutes(2));
		this.account.now();

		assertThat(this.machines.find(told.machine().id())).isEmpty();
		assertThat(audit(told.machine().id())).last().isEqualTo("service_token.not_created machines");
		once(this.machines.create(name, QUARTER, ADA));
		assertThat(remotes(name)).hasSize(1);
	}

	@Test
	void refusalLeavesNoClaim() {
		String name = name();
		this.cloudflare.faults().on(Calls.CREATE_SERVICE_TOKEN).refused(12130, "the limit of 50 is reached");

		assertThatExceptionOfType(CloudflareException.Rejected.class)
			.isThrownBy(() -> this.machines.create(name, QUARTER, ADA));

		assertThat(this.list.ours()).noneMatch((one) -> one.machine().name().equals(name));
		assertThat(actions(name)).containsExactly("service_token.requested", "service_token.not_created");
	}

	@Test
	void oldSecretGoesOnForTheGraceAndNoLonger() {
		Told.Once first = once(this.machines.create(name(), QUARTER, ADA));
		MachineId id = first.machine().id();
		Instant until = this.clock.instant().plus(Duration.ofDays(1));

		Told.Once second = once(this.machines.rotate(id, first.machine().version(), until, ADA));

		assertThat(second.secret()).isNotEqualTo(first.secret());
		assertThat(second.machine().previousValidUntil()).isEqualTo(until.truncatedTo(ChronoUnit.SECONDS));
		assertThat(accepted(first)).isTrue();
		assertThat(accepted(second)).isTrue();
		assertThat(audit(id)).endsWith("service_token.rotation_requested ada@example.com",
				"service_token.rotated ada@example.com");

		Told.Once third = once(this.machines.rotate(id, null, null, ADA));
		assertThat(third.machine().previousValidUntil()).isNull();
		assertThat(accepted(first)).isFalse();
		assertThat(accepted(second)).isFalse();
		assertThat(accepted(third)).isTrue();
	}

	@Test
	void graceOutOfRangeRotatesNothingI15() {
		Told.Once told = once(this.machines.create(name(), QUARTER, ADA));
		Instant now = this.clock.instant();

		for (Instant wrong : List.of(now.minusSeconds(5), now.plus(Duration.ofDays(31)))) {
			assertThatExceptionOfType(InvalidInput.class)
				.isThrownBy(() -> this.machines.rotate(told.machine().id(), null, wrong, ADA));
		}
		assertThat(accepted(told)).isTrue();
		assertThat(state(told.machine().id())).isEqualTo(MachineState.VALID);
	}

	@Test
	void whoLookedBeforeSomebodyRotatedRotatesNothing() {
		Told.Once told = once(this.machines.create(name(), QUARTER, ADA));
		int seen = told.machine().version();
		Told.Once rotated = once(this.machines.rotate(told.machine().id(), seen, null, ADA));

		assertThatExceptionOfType(MachineBusy.class)
			.isThrownBy(() -> this.machines.rotate(told.machine().id(), seen, null, ADA));

		assertThat(accepted(rotated)).isTrue();
	}

	@Test
	void rotationWithoutAnAnswerIsNotRepeatedAndSaidI4() {
		Told.Once told = once(this.machines.create(name(), QUARTER, ADA));
		MachineId id = told.machine().id();
		int before = this.cloudflare.journal().count(Calls.ROTATE_SERVICE_TOKEN);
		this.cloudflare.faults().on(Calls.ROTATE_SERVICE_TOKEN).cutAfterCommit();

		assertThat(this.machines.rotate(id, null, null, ADA)).isInstanceOf(Told.Never.class);

		assertThat(this.cloudflare.journal().count(Calls.ROTATE_SERVICE_TOKEN)).isEqualTo(before + 1);
		assertThat(state(id)).isEqualTo(MachineState.UNSURE);
		this.account.now();
		assertThat(state(id)).isEqualTo(MachineState.UNSURE);
		this.clock.goOn(Duration.ofMinutes(2));
		assertThat(accepted(once(this.machines.rotate(id, null, null, ADA)))).isTrue();
		assertThat(state(id)).isEqualTo(MachineState.VALID);
	}

	@Test
	void refusedRotationLeavesTheSecretAndSaysSo() {
		Told.Once told = once(this.machines.create(name(), QUARTER, ADA));
		this.cloudflare.faults().on(Calls.ROTATE_SERVICE_TOKEN).forbidden();

		assertThatExceptionOfType(CloudflareException.Unauthorized.class)
			.isThrownBy(() -> this.machines.rotate(told.machine().id(), null, null, ADA));

		assertThat(state(told.machine().id())).isEqualTo(MachineState.VALID);
		assertThat(accepted(told)).isTrue();
	}

	@Test
	void extensionIsKnownAlthoughItsAnswerIsLostI4() {
		Machine machine = once(this.machines.create(name(), Duration.ofDays(30), ADA)).machine();
		this.cloudflare.asSomebodyElse()
			.call("PUT", "/accounts/{account}/access/service_tokens/" + machine.token(),
					JsonNodeFactory.instance.objectNode().put("duration", "8760h"));
		this.cloudflare.faults().on(Calls.REFRESH_SERVICE_TOKEN).cutAfterCommit();

		Machine extended = this.machines.extend(machine.id(), ADA);

		assertThat(extended.expiresAt()).isAfter(machine.expiresAt());
		assertThat(audit(machine.id())).last().isEqualTo("service_token.extended ada@example.com");
	}

	@Test
	void deletionWithoutAnAnswerIsLookedUpI4() {
		Machine machine = once(this.machines.create(name(), QUARTER, ADA)).machine();
		this.cloudflare.faults().on(Calls.DELETE_SERVICE_TOKEN).cutAfterCommit();

		assertThat(this.machines.remove(machine.id(), ADA)).isTrue();

		assertThat(this.machines.find(machine.id())).isEmpty();
		assertThat(audit(machine.id())).endsWith("service_token.removal_requested ada@example.com",
				"service_token.deleted ada@example.com");
	}

	@Test
	void deletionThatDidNotHappenIsNotSaidToHaveHappenedI3() {
		Machine machine = once(this.machines.create(name(), QUARTER, ADA)).machine();
		this.cloudflare.faults().on(Calls.DELETE_SERVICE_TOKEN).cutBeforeCommit();

		assertThat(this.machines.remove(machine.id(), ADA)).isFalse();
		assertThat(state(machine.id())).isEqualTo(MachineState.REMOVING);
		this.account.now();
		assertThat(state(machine.id())).isEqualTo(MachineState.REMOVING);

		assertThat(this.machines.remove(machine.id(), ADA)).isTrue();
		assertThat(this.machines.find(machine.id())).isEmpty();
	}

	@Test
	void onlyARealAnswerMeansThatATokenIsGoneI3() {
		Machine machine = once(this.machines.create(name(), QUARTER, ADA)).machine();
		this.cloudflare.asSomebodyElse()
			.call("DELETE", "/accounts/{account}/access/service_tokens/" + machine.token(), null);
		Fault away = this.cloudflare.faults().on(Calls.GET_SERVICE_TOKEN).always().status(500);
		assertThatExceptionOfType(CloudflareException.class).isThrownBy(this.account::now);
		assertThat(state(machine.id())).isEqualTo(MachineState.VALID);
		away.remove();

		this.account.now();

		assertThat(state(machine.id())).isEqualTo(MachineState.GONE);
		assertThat(audit(machine.id())).last().isEqualTo("service_token.gone machines");
		assertThat(this.machines.remove(machine.id(), ADA)).isTrue();
	}

	@Test
	void foreignTokensAreShownAndNeverTouchedI2() {
		String name = name();
		ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name);
		this.cloudflare.asSomebodyElse().call("POST", "/accounts/{account}/access/service_tokens", body);
		this.cloudflare.seal();

		once(this.machines.create(name, QUARTER, ADA));
		this.account.now();

		assertThat(this.list.overview().foreign()).extracting((one) -> one.token().name()).contains(name);
		assertThat(this.list.choices()).filteredOn((choice) -> choice.name().equals(name))
			.extracting(TokenChoice::ours)
			.containsExactlyInAnyOrder(true, false);
		this.cloudflare.watch().assertNoViolations();
	}

	@Test
	void foreignTokenOfTheSameNameIsNotTakenForOursI2() {
		String name = name();
		ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name);
		this.cloudflare.asSomebodyElse().call("POST", "/accounts/{account}/access/service_tokens", body);
		this.cloudflare.faults().on(Calls.CREATE_SERVICE_TOKEN).cutBeforeCommit();

		Told told = this.machines.create(name, QUARTER, ADA);
		this.clock.goOn(Duration.ofMinutes(2));
		this.account.now();

		assertThat(state(told.machine().id())).isEqualTo(MachineState.ASKED);
		assertThat(this.list.overview().foreign()).extracting((one) -> one.token().name()).contains(name);
	}

	@Test
	void tokenThatEndsSoonIsSaidToBeforeAndAfterItsEnd() {
		Machine machine = once(this.machines.create(name(), Duration.ofDays(60), ADA)).machine();
		assertThat(state(machine.id())).isEqualTo(MachineState.VALID);
		this.clock.goOn(Duration.ofDays(45));
		assertThat(state(machine.id())).isEqualTo(MachineState.VALID);
		this.clock.goOn(Duration.ofDays(2));
		assertThat(state(machine.id())).isEqualTo(MachineState.EXPIRING);
		this.clock.goOn(Duration.ofDays(14));
		assertThat(state(machine.id())).isEqualTo(MachineState.EXPIRED);
		this.clock.goOn(Duration.ofDays(-61));
	}

	private MachineState state(MachineId id) {
		return this.list.known(this.machines.get(id)).state();
	}

	private boolean accepted(Told.Once told) {
		Machine machine = told.machine();
		return this.cloudflare.state().accepts(String.valueOf(machine.clientId()), told.secret().reveal());
	}

	private ObjectNode remote(Machine machine) {
		return this.cloudflare.state()
			.serviceTokens()
			.stream()
			.filter((token) -> token.path("id").asString().equals(String.valueOf(machine.token())))
			.findFirst()
			.orElseThrow();
	}

	private List<ObjectNode> remotes(String name) {
		return this.cloudflare.state()
			.serviceTokens()
			.stream()
			.filter((token) -> token.path("name").asString().startsWith(name))
			.toList();
	}

	private List<String> audit(MachineId id) {
		return this.database
			.sql("SELECT action || ' ' || actor_name FROM audit_event WHERE subject_id = :id ORDER BY id")
			.param("id", id.toString())
			.query((rs, row) -> rs.getString(1))
			.list();
	}

	private List<String> actions(String name) {
		return this.database.sql("SELECT action FROM audit_event WHERE subject_name = :name ORDER BY id")
			.param("name", name)
			.query((rs, row) -> rs.getString(1))
			.list();
	}

	private static Told.Once once(Told told) {
		assertThat(told).isInstanceOf(Told.Once.class);
		return (Told.Once) told;
	}

	private static String name() {
		return "ci-" + UUID.randomUUID().toString().substring(0, 8);
	}

}
