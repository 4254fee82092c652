package dev.postern.servicetokens;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.watch.JournalEntry;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.SettableClock;
import dev.postern.tryout.PosternTest;
import dev.postern.tryout.SettableClockConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of a service token that is disabled and enabled again. */
@PosternTest
@Import(SettableClockConfiguration.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class TokenSwitchTests {

	private static final Actor ADA = Actor.person(EmailAddress.of("ada@example.com"));

	private final TokenSwitch tokenSwitch;

	private final ManagedTokens managedTokens;

	private final TokenList tokenList;

	private final TokenStandings standings;

	private final AccountTokens account;

	private final FakeCloudflare cloudflare;

	private final JdbcClient database;

	private final SettableClock clock;

	TokenSwitchTests(TokenSwitch tokenSwitch, ManagedTokens managedTokens, TokenList tokenList,
			TokenStandings standings, AccountTokens account, FakeCloudflare cloudflare, JdbcClient database,
			SettableClock clock) {
		this.tokenSwitch = tokenSwitch;
		this.managedTokens = managedTokens;
		this.tokenList = tokenList;
		this.standings = standings;
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
	void disabledTokenLetsNobodyInUntilItIsEnabledAndEachIsInTheAuditI10() {
		SecretDelivery.Delivered old = made();
		ManagedTokenId id = old.managed().id();
		SecretDelivery.Delivered fresh = (SecretDelivery.Delivered) this.managedTokens.rotate(id, null,
				this.clock.instant().plus(Duration.ofDays(1)), ADA);

		this.tokenSwitch.disable(id, ADA);

		assertThat(state(id)).isEqualTo(TokenState.DISABLED);
		assertThat(accepted(fresh)).isFalse();
		assertThat(accepted(old)).as("also in its grace").isFalse();

		this.tokenSwitch.enable(id, ADA);

		assertThat(state(id)).isEqualTo(TokenState.VALID);
		assertThat(accepted(fresh)).isTrue();
		assertThat(accepted(old)).isTrue();
		assertThat(audit(id)).endsWith("service_token.disable_requested ada@example.com",
				"service_token.disabled ada@example.com", "service_token.enable_requested ada@example.com",
				"service_token.enabled ada@example.com");
	}

	@Test
	void nameAndDurationAreSaidAgainSinceTheyCouldBeLost() {
		ManagedToken managed = made().managed();

		this.tokenSwitch.disable(managed.id(), ADA);

		JournalEntry put = this.cloudflare.journal().matching(Calls.PUT_SERVICE_TOKEN).getLast();
		assertThat(Objects.requireNonNull(put.body()).toString())
			.isEqualTo("{\"name\":\"%s\",\"duration\":\"2160h\",\"enabled\":false}".formatted(managed.remoteName()));
	}

	@Test
	void disabledTokenIsNotOfferedAndKnownToLetNobodyIn() {
		ManagedToken managed = made().managed();
		this.tokenSwitch.disable(managed.id(), ADA);

		assertThat(this.tokenList.choices()).noneMatch((choice) -> choice.name().equals(managed.name()));
		assertThat(this.standings.ended()).containsEntry(Objects.requireNonNull(managed.tokenId()),
				new TokenStandings.Ended(managed.name(), TokenStandings.Why.DISABLED, managed.id()));
	}

	@Test
	void lostAnswerIsLookedUpAndNotAskedForAgainI4() {
		ManagedToken managed = made().managed();
		int before = this.cloudflare.journal().count(Calls.PUT_SERVICE_TOKEN);
		this.cloudflare.faults().on(Calls.PUT_SERVICE_TOKEN).cutAfterCommit();

		this.tokenSwitch.disable(managed.id(), ADA);

		assertThat(this.cloudflare.journal().count(Calls.PUT_SERVICE_TOKEN)).isEqualTo(before + 1);
		assertThat(state(managed.id())).isEqualTo(TokenState.DISABLED);
		assertThat(audit(managed.id())).endsWith("service_token.disable_requested ada@example.com",
				"service_token.disabled ada@example.com");
	}

	@Test
	void whatCanNotBeLookedUpIsSettledByALaterLookI4() {
		ManagedToken managed = made().managed();
		this.cloudflare.faults().on(Calls.PUT_SERVICE_TOKEN).cutAfterCommit();
		Fault away = this.cloudflare.faults().on(Calls.GET_SERVICE_TOKEN).nth(2).always().status(500);

		assertThat(this.tokenSwitch.disable(managed.id(), ADA).switchAskedTo()).isFalse();

		assertThat(away.fired()).isTrue();
		assertThat(state(managed.id())).isEqualTo(TokenState.SWITCHING);
		assertThatExceptionOfType(ServiceTokenBusy.class).isThrownBy(() -> this.tokenSwitch.enable(managed.id(), ADA));
		away.remove();
		this.account.now();
		assertThat(state(managed.id())).as("its answer may still be on its way").isEqualTo(TokenState.SWITCHING);
		this.clock.goOn(Duration.ofMinutes(2));
		this.account.now();
		assertThat(state(managed.id())).isEqualTo(TokenState.DISABLED);
		assertThat(audit(managed.id())).last().isEqualTo("service_token.disabled servicetokens");
	}

	@Test
	void whatDidNotHappenIsNotSaidToHaveHappenedI3() {
		ManagedToken managed = made().managed();
		this.cloudflare.faults().on(Calls.PUT_SERVICE_TOKEN).cutBeforeCommit();

		this.tokenSwitch.disable(managed.id(), ADA);

		assertThat(state(managed.id())).isEqualTo(TokenState.SWITCHING);
		this.clock.goOn(Duration.ofMinutes(2));
		this.account.now();
		assertThat(state(managed.id())).isEqualTo(TokenState.VALID);
		assertThat(audit(managed.id())).last().isEqualTo("service_token.not_disabled servicetokens");
	}

	@Test
	void refusalLeavesItAsItIsAndSaysSo() {
		SecretDelivery.Delivered told = made();
		this.cloudflare.faults().on(Calls.PUT_SERVICE_TOKEN).forbidden();

		assertThatExceptionOfType(CloudflareException.Unauthorized.class)
			.isThrownBy(() -> this.tokenSwitch.disable(told.managed().id(), ADA));

		assertThat(state(told.managed().id())).isEqualTo(TokenState.VALID);
		assertThat(accepted(told)).isTrue();
		assertThat(audit(told.managed().id())).last().isEqualTo("service_token.disable_refused ada@example.com");
	}

	@Test
	void whatOthersDisabledInTheDashboardIsSeen() {
		ManagedToken managed = made().managed();
		this.cloudflare.asSomebodyElse()
			.call("PUT", "/accounts/{account}/access/service_tokens/" + managed.tokenId(),
					JsonNodeFactory.instance.objectNode().put("enabled", false));

		this.account.now();

		assertThat(state(managed.id())).isEqualTo(TokenState.DISABLED);
	}

	@Test
	void foreignTokenCanNotBeSwitchedI2() {
		JsonNode foreign = this.cloudflare.asSomebodyElse()
			.call("POST", "/accounts/{account}/access/service_tokens",
					JsonNodeFactory.instance.objectNode().put("name", name()));
		this.cloudflare.seal();

		assertThatExceptionOfType(ServiceTokenNotFound.class)
			.isThrownBy(() -> this.tokenSwitch.disable(ManagedTokenId.of(foreign.path("id").asString()), ADA));

		this.cloudflare.watch().assertNoViolations();
	}

	@Test
	void tokenThatIsNotKnownToExistOrIsBeingDeletedIsNotSwitched() {
		this.cloudflare.faults().on(Calls.CREATE_SERVICE_TOKEN).cutBeforeCommit();
		ManagedToken claim = this.managedTokens.create(name(), Duration.ofDays(90), ADA).managed();
		ManagedToken removing = made().managed();
		this.cloudflare.faults().on(Calls.DELETE_SERVICE_TOKEN).cutBeforeCommit();
		this.managedTokens.remove(removing.id(), ADA);

		for (ManagedToken managed : List.of(claim, removing)) {
			assertThatExceptionOfType(ServiceTokenBusy.class)
				.isThrownBy(() -> this.tokenSwitch.disable(managed.id(), ADA));
		}
	}

	private TokenState state(ManagedTokenId id) {
		return this.tokenList.entry(this.managedTokens.get(id)).state();
	}

	private boolean accepted(SecretDelivery.Delivered told) {
		return this.cloudflare.state().accepts(String.valueOf(told.managed().clientId()), told.secret().reveal());
	}

	private List<String> audit(ManagedTokenId id) {
		return this.database
			.sql("SELECT action || ' ' || actor_name FROM audit_event WHERE subject_id = :id ORDER BY id")
			.param("id", id.toString())
			.query((rs, row) -> rs.getString(1))
			.list();
	}

	private SecretDelivery.Delivered made() {
		return (SecretDelivery.Delivered) this.managedTokens.create(name(), Duration.ofDays(90), ADA);
	}

	private static String name() {
		return "ci-" + UUID.randomUUID().toString().substring(0, 8);
	}

}
