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
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.SettableClock;
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
class ManagedTokensTests {

	private static final Actor ADA = Actor.person(EmailAddress.of("ada@example.com"));

	private static final Duration QUARTER = Duration.ofDays(90);

	private final ManagedTokens managedTokens;

	private final TokenList tokenList;

	private final AccountTokens account;

	private final FakeCloudflare cloudflare;

	private final JdbcClient database;

	private final SettableClock clock;

	private final TokenStore store;

	private final TransactionTemplate transactions;

	ManagedTokensTests(ManagedTokens managedTokens, TokenList tokenList, AccountTokens account,
			FakeCloudflare cloudflare, JdbcClient database, SettableClock clock, TokenStore store,
			TransactionTemplate transactions) {
		this.store = store;
		this.transactions = transactions;
		this.managedTokens = managedTokens;
		this.tokenList = tokenList;
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

		SecretDelivery.Delivered told = once(this.managedTokens.create("  " + name + " ", QUARTER, ADA));

		ManagedToken managed = told.managed();
		assertThat(managed.name()).isEqualTo(name);
		assertThat(state(managed.id())).isEqualTo(TokenState.VALID);
		assertThat(remote(managed).path("name").asString()).isEqualTo(name + " postern-" + managed.id());
		assertThat(remote(managed).path("duration").asString()).isEqualTo("2160h");
		assertThat(managed.clientId()).isEqualTo(remote(managed).path("client_id").asString());
		assertThat(managed.expiresAt()).isEqualTo(Instant.parse(remote(managed).path("expires_at").asString()));
		assertThat(audit(managed.id())).containsExactly("service_token.requested ada@example.com",
				"service_token.created ada@example.com");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "   ", "two\nlines", "two\u2028lines", "ci\u202Edeploy", "ci\u200B", "\u0007ci" })
	void nameThatIsNoneMakesNothingI15(String name) {
		int calls = this.cloudflare.journal().count(Calls.CREATE_SERVICE_TOKEN);

		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> this.managedTokens.create(name, QUARTER, ADA))
			.satisfies((ex) -> assertThat(ex.problems()).extracting("field").containsExactly("name"));
		assertThat(this.cloudflare.journal().count(Calls.CREATE_SERVICE_TOKEN)).isEqualTo(calls);
	}

	@Test
	void lifetimeOutOfRangeMakesNothingI15() {
		for (Duration wrong : List.of(Duration.ZERO, Duration.ofHours(-1), Duration.ofMinutes(90),
				Duration.ofDays(367))) {
			assertThatExceptionOfType(InvalidInput.class).as(wrong.toString())
				.isThrownBy(() -> this.managedTokens.create(name(), wrong, ADA))
				.satisfies((ex) -> assertThat(ex.problems()).extracting("field").containsExactly("duration"));
		}
	}

	@Test
	void nameIsGivenOnce() {
		String name = name();
		this.managedTokens.create(name, QUARTER, ADA);

		assertThatExceptionOfType(InvalidInput.class)
			.isThrownBy(() -> this.managedTokens.create(name.toUpperCase(Locale.ROOT), QUARTER, ADA))
			.satisfies((ex) -> assertThat(ex.problems()).extracting("code")
				.containsExactly("servicetokens.error.name.taken"));
		assertThat(remotes(name)).hasSize(1);
	}

	@Test
	void takenNameIsNoErrorInTheLog(CapturedOutput log) throws Exception {
		String name = name();
		this.managedTokens.create(name, QUARTER, ADA);
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> this.managedTokens.create(name, QUARTER, ADA));

		String contested = name();
		try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<SecretDelivery> second = this.transactions.execute((status) -> {
				this.store.claim(contested, QUARTER, ADA);
				Future<SecretDelivery> begun = others.submit(() -> this.managedTokens.create(contested, QUARTER, ADA));
				Awaitility.await()
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

		SecretDelivery delivery = this.managedTokens.create(name, QUARTER, ADA);

		assertThat(delivery).isInstanceOf(SecretDelivery.Lost.class);
		assertThat(state(delivery.managed().id())).isEqualTo(TokenState.UNTOLD);
		assertThat(delivery.managed().clientId()).isNotNull();
		assertThat(remotes(name)).hasSize(1);
		assertThat(audit(delivery.managed().id())).containsExactly("service_token.requested ada@example.com",
				"service_token.found ada@example.com");

		once(this.managedTokens.rotate(delivery.managed().id(), null, null, ADA));
		assertThat(state(delivery.managed().id())).isEqualTo(TokenState.VALID);
		assertThat(remotes(name)).hasSize(1);
	}

	@Test
	void tokenIsFoundByALaterLookWhenCloudflareIsAwayFirstI4() {
		String name = name();
		this.cloudflare.faults().on(Calls.CREATE_SERVICE_TOKEN).cutAfterCommit();
		Fault away = this.cloudflare.faults().on(Calls.LIST_SERVICE_TOKENS).always().status(503);

		SecretDelivery delivery = this.managedTokens.create(name, QUARTER, ADA);
		assertThat(state(delivery.managed().id())).isEqualTo(TokenState.ASKED);
		assertThatExceptionOfType(ServiceTokenBusy.class)
			.isThrownBy(() -> this.managedTokens.rotate(delivery.managed().id(), null, null, ADA));
		away.remove();
		this.account.now();
		assertThat(state(delivery.managed().id())).as("its answer may still be on its way").isEqualTo(TokenState.ASKED);

		this.clock.goOn(Duration.ofMinutes(2));
		this.account.now();

		assertThat(state(delivery.managed().id())).isEqualTo(TokenState.UNTOLD);
		assertThat(remotes(name)).hasSize(1);
		assertThat(audit(delivery.managed().id())).last().isEqualTo("service_token.found servicetokens");
	}

	@Test
	void claimOfATokenThatWasNeverMadeEndsByItselfI5() {
		String name = name();
		this.cloudflare.faults().on(Calls.CREATE_SERVICE_TOKEN).cutBeforeCommit();

		SecretDelivery delivery = this.managedTokens.create(name, QUARTER, ADA);
		assertThat(state(delivery.managed().id())).isEqualTo(TokenState.ASKED);
		this.clock.goOn(Duration.ofMinutes(9));
		this.account.now();
		assertThat(state(delivery.managed().id())).isEqualTo(TokenState.ASKED);
		this.clock.goOn(Duration.ofMinutes(2));
		this.account.now();

		assertThat(this.managedTokens.find(delivery.managed().id())).isEmpty();
		assertThat(audit(delivery.managed().id())).last().isEqualTo("service_token.not_created servicetokens");
		once(this.managedTokens.create(name, QUARTER, ADA));
		assertThat(remotes(name)).hasSize(1);
	}

	@Test
	void refusalLeavesNoClaim() {
		String name = name();
		this.cloudflare.faults().on(Calls.CREATE_SERVICE_TOKEN).refused(12130, "the limit of 50 is reached");

		assertThatExceptionOfType(CloudflareException.Rejected.class)
			.isThrownBy(() -> this.managedTokens.create(name, QUARTER, ADA));

		assertThat(this.tokenList.ours()).noneMatch((one) -> one.managed().name().equals(name));
		assertThat(actions(name)).containsExactly("service_token.requested", "service_token.not_created");
	}

	@Test
	void oldSecretGoesOnForTheGraceAndNoLonger() {
		SecretDelivery.Delivered first = once(this.managedTokens.create(name(), QUARTER, ADA));
		ManagedTokenId id = first.managed().id();
		Instant until = this.clock.instant().plus(Duration.ofDays(1));

		SecretDelivery.Delivered second = once(this.managedTokens.rotate(id, first.managed().version(), until, ADA));

		assertThat(second.secret()).isNotEqualTo(first.secret());
		assertThat(second.managed().previousValidUntil()).isEqualTo(until.truncatedTo(ChronoUnit.SECONDS));
		assertThat(accepted(first)).isTrue();
		assertThat(accepted(second)).isTrue();
		assertThat(audit(id)).endsWith("service_token.rotation_requested ada@example.com",
				"service_token.rotated ada@example.com");

		SecretDelivery.Delivered third = once(this.managedTokens.rotate(id, null, null, ADA));
		assertThat(third.managed().previousValidUntil()).isNull();
		assertThat(accepted(first)).isFalse();
		assertThat(accepted(second)).isFalse();
		assertThat(accepted(third)).isTrue();
	}

	@Test
	void graceOutOfRangeRotatesNothingI15() {
		SecretDelivery.Delivered told = once(this.managedTokens.create(name(), QUARTER, ADA));
		Instant now = this.clock.instant();

		for (Instant wrong : List.of(now.minusSeconds(5), now.plus(Duration.ofDays(31)))) {
			assertThatExceptionOfType(InvalidInput.class)
				.isThrownBy(() -> this.managedTokens.rotate(told.managed().id(), null, wrong, ADA));
		}
		assertThat(accepted(told)).isTrue();
		assertThat(state(told.managed().id())).isEqualTo(TokenState.VALID);
	}

	@Test
	void whoLookedBeforeSomebodyRotatedRotatesNothing() {
		SecretDelivery.Delivered told = once(this.managedTokens.create(name(), QUARTER, ADA));
		int seen = told.managed().version();
		SecretDelivery.Delivered rotated = once(this.managedTokens.rotate(told.managed().id(), seen, null, ADA));

		assertThatExceptionOfType(ServiceTokenBusy.class)
			.isThrownBy(() -> this.managedTokens.rotate(told.managed().id(), seen, null, ADA));

		assertThat(accepted(rotated)).isTrue();
	}

	@Test
	void rotationWithoutAnAnswerIsNotRepeatedAndSaidI4() {
		SecretDelivery.Delivered told = once(this.managedTokens.create(name(), QUARTER, ADA));
		ManagedTokenId id = told.managed().id();
		int before = this.cloudflare.journal().count(Calls.ROTATE_SERVICE_TOKEN);
		this.cloudflare.faults().on(Calls.ROTATE_SERVICE_TOKEN).cutAfterCommit();

		assertThat(this.managedTokens.rotate(id, null, null, ADA)).isInstanceOf(SecretDelivery.Lost.class);

		assertThat(this.cloudflare.journal().count(Calls.ROTATE_SERVICE_TOKEN)).isEqualTo(before + 1);
		assertThat(state(id)).isEqualTo(TokenState.UNSURE);
		this.account.now();
		assertThat(state(id)).isEqualTo(TokenState.UNSURE);
		this.clock.goOn(Duration.ofMinutes(2));
		assertThat(accepted(once(this.managedTokens.rotate(id, null, null, ADA)))).isTrue();
		assertThat(state(id)).isEqualTo(TokenState.VALID);
	}

	@Test
	void refusedRotationLeavesTheSecretAndSaysSo() {
		SecretDelivery.Delivered told = once(this.managedTokens.create(name(), QUARTER, ADA));
		this.cloudflare.faults().on(Calls.ROTATE_SERVICE_TOKEN).forbidden();

		assertThatExceptionOfType(CloudflareException.Unauthorized.class)
			.isThrownBy(() -> this.managedTokens.rotate(told.managed().id(), null, null, ADA));

		assertThat(state(told.managed().id())).isEqualTo(TokenState.VALID);
		assertThat(accepted(told)).isTrue();
	}

	@Test
	void extensionIsKnownAlthoughItsAnswerIsLostI4() {
		ManagedToken managed = once(this.managedTokens.create(name(), Duration.ofDays(30), ADA)).managed();
		this.cloudflare.asSomebodyElse()
			.call("PUT", "/accounts/{account}/access/service_tokens/" + managed.tokenId(),
					JsonNodeFactory.instance.objectNode().put("duration", "8760h"));
		this.cloudflare.faults().on(Calls.REFRESH_SERVICE_TOKEN).cutAfterCommit();

		ManagedToken extended = this.managedTokens.extend(managed.id(), ADA);

		assertThat(extended.expiresAt()).isAfter(managed.expiresAt());
		assertThat(audit(managed.id())).last().isEqualTo("service_token.extended ada@example.com");
	}

	@Test
	void deletionWithoutAnAnswerIsLookedUpI4() {
		ManagedToken managed = once(this.managedTokens.create(name(), QUARTER, ADA)).managed();
		this.cloudflare.faults().on(Calls.DELETE_SERVICE_TOKEN).cutAfterCommit();

		assertThat(this.managedTokens.remove(managed.id(), ADA)).isTrue();

		assertThat(this.managedTokens.find(managed.id())).isEmpty();
		assertThat(audit(managed.id())).endsWith("service_token.removal_requested ada@example.com",
				"service_token.deleted ada@example.com");
	}

	@Test
	void deletionThatDidNotHappenIsNotSaidToHaveHappenedI3() {
		ManagedToken managed = once(this.managedTokens.create(name(), QUARTER, ADA)).managed();
		this.cloudflare.faults().on(Calls.DELETE_SERVICE_TOKEN).cutBeforeCommit();

		assertThat(this.managedTokens.remove(managed.id(), ADA)).isFalse();
		assertThat(state(managed.id())).isEqualTo(TokenState.REMOVING);
		this.account.now();
		assertThat(state(managed.id())).isEqualTo(TokenState.REMOVING);

		assertThat(this.managedTokens.remove(managed.id(), ADA)).isTrue();
		assertThat(this.managedTokens.find(managed.id())).isEmpty();
	}

	@Test
	void tokenThatSomethingAtCloudflareNamesIsKeptAndCanGoLater() {
		ManagedToken managed = once(this.managedTokens.create(name(), QUARTER, ADA)).managed();
		String group = this.cloudflare.asSomebodyElse()
			.addGroup("""
					{"name": "%s", "include": [{"service_token": {"token_id": "%s"}}]}""".formatted(name(),
					managed.tokenId()));

		assertThatExceptionOfType(ServiceTokenInUse.class)
			.isThrownBy(() -> this.managedTokens.remove(managed.id(), ADA))
			.satisfies((refusal) -> assertThat(refusal.uses()).isEmpty());

		assertThat(state(managed.id())).isEqualTo(TokenState.VALID);
		assertThat(audit(managed.id())).endsWith("service_token.removal_requested ada@example.com",
				"service_token.removal_refused ada@example.com");
		this.cloudflare.asSomebodyElse().call("DELETE", "/accounts/{account}/access/groups/" + group, null);
		assertThat(this.managedTokens.remove(managed.id(), ADA)).isTrue();
	}

	@Test
	void onlyARealAnswerMeansThatATokenIsGoneI3() {
		ManagedToken managed = once(this.managedTokens.create(name(), QUARTER, ADA)).managed();
		this.cloudflare.asSomebodyElse()
			.call("DELETE", "/accounts/{account}/access/service_tokens/" + managed.tokenId(), null);
		Fault away = this.cloudflare.faults().on(Calls.GET_SERVICE_TOKEN).always().status(500);
		assertThatExceptionOfType(CloudflareException.class).isThrownBy(this.account::now);
		assertThat(state(managed.id())).isEqualTo(TokenState.VALID);
		away.remove();

		this.account.now();

		assertThat(state(managed.id())).isEqualTo(TokenState.GONE);
		assertThat(audit(managed.id())).last().isEqualTo("service_token.gone servicetokens");
		assertThat(this.managedTokens.remove(managed.id(), ADA)).isTrue();
	}

	@Test
	void foreignTokensAreShownAndNeverTouchedI2() {
		String name = name();
		ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name);
		this.cloudflare.asSomebodyElse().call("POST", "/accounts/{account}/access/service_tokens", body);
		this.cloudflare.seal();

		once(this.managedTokens.create(name, QUARTER, ADA));
		this.account.now();

		assertThat(this.tokenList.overview().foreign()).extracting((one) -> one.token().name()).contains(name);
		assertThat(this.tokenList.choices()).filteredOn((choice) -> choice.name().equals(name))
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

		SecretDelivery delivery = this.managedTokens.create(name, QUARTER, ADA);
		this.clock.goOn(Duration.ofMinutes(2));
		this.account.now();

		assertThat(state(delivery.managed().id())).isEqualTo(TokenState.ASKED);
		assertThat(this.tokenList.overview().foreign()).extracting((one) -> one.token().name()).contains(name);
	}

	@Test
	void tokenThatEndsSoonIsSaidToBeforeAndAfterItsEnd() {
		ManagedToken managed = once(this.managedTokens.create(name(), Duration.ofDays(60), ADA)).managed();
		assertThat(state(managed.id())).isEqualTo(TokenState.VALID);
		this.clock.goOn(Duration.ofDays(45));
		assertThat(state(managed.id())).isEqualTo(TokenState.VALID);
		this.clock.goOn(Duration.ofDays(2));
		assertThat(state(managed.id())).isEqualTo(TokenState.EXPIRING);
		this.clock.goOn(Duration.ofDays(14));
		assertThat(state(managed.id())).isEqualTo(TokenState.EXPIRED);
		this.clock.goOn(Duration.ofDays(-61));
	}

	private TokenState state(ManagedTokenId id) {
		return this.tokenList.entry(this.managedTokens.get(id)).state();
	}

	private boolean accepted(SecretDelivery.Delivered told) {
		ManagedToken managed = told.managed();
		return this.cloudflare.state().accepts(String.valueOf(managed.clientId()), told.secret().reveal());
	}

	private ObjectNode remote(ManagedToken managed) {
		return this.cloudflare.state()
			.serviceTokens()
			.stream()
			.filter((token) -> token.path("id").asString().equals(String.valueOf(managed.tokenId())))
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

	private List<String> audit(ManagedTokenId id) {
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

	private static SecretDelivery.Delivered once(SecretDelivery delivery) {
		assertThat(delivery).isInstanceOf(SecretDelivery.Delivered.class);
		return (SecretDelivery.Delivered) delivery;
	}

	private static String name() {
		return "ci-" + UUID.randomUUID().toString().substring(0, 8);
	}

}
