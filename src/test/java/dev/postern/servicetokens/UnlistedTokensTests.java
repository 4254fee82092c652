package dev.postern.servicetokens;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServiceTokenId;
import dev.postern.kernel.SettableClock;
import dev.postern.servicetokens.TokenStandings.Standing;
import dev.postern.tryout.PosternTest;
import dev.postern.tryout.SettableClockConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/** A list of service tokens holds what the token may see: absence proves nothing. */
@PosternTest
@Import(SettableClockConfiguration.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class UnlistedTokensTests {

	private static final Actor ADA = Actor.person(EmailAddress.of("ada@example.com"));

	private final ManagedTokens managedTokens;

	private final TokenList tokenList;

	private final TokenStandings standings;

	private final AccountTokens account;

	private final TokenExpiryWatch watch;

	private final FakeCloudflare cloudflare;

	private final JdbcClient database;

	private final SettableClock clock;

	UnlistedTokensTests(ManagedTokens managedTokens, TokenList tokenList, TokenStandings standings,
			AccountTokens account, TokenExpiryWatch watch, FakeCloudflare cloudflare, JdbcClient database,
			SettableClock clock) {
		this.managedTokens = managedTokens;
		this.tokenList = tokenList;
		this.standings = standings;
		this.account = account;
		this.watch = watch;
		this.cloudflare = cloudflare;
		this.database = database;
		this.clock = clock;
	}

	@AfterEach
	void mend() {
		this.cloudflare.faults().clear();
		this.account.forget();
	}

	@Test
	void aTokenOfOursThatTheListLeavesOutIsNeitherGoneNorForgottenNorMadeAgain_I3() {
		ManagedToken managed = token();
		int made = this.cloudflare.journal().count(Calls.CREATE_SERVICE_TOKEN);
		hide(managed);

		this.account.now();
		this.watch.run();

		assertThat(state(managed)).isEqualTo(TokenState.VALID);
		assertThat(this.cloudflare.journal().count(Calls.CREATE_SERVICE_TOKEN)).isEqualTo(made);
		assertThat(actions(managed)).containsExactly("service_token.requested", "service_token.created");
	}

	@Test
	void whatOthersChangeOfATokenThatTheListLeavesOutIsSeen() {
		ManagedToken managed = token();
		hide(managed);
		this.cloudflare.asSomebodyElse()
			.call("PUT", "/accounts/{account}/access/service_tokens/" + managed.tokenId(),
					JsonNodeFactory.instance.objectNode().put("enabled", false));

		this.account.now();

		assertThat(state(managed)).isEqualTo(TokenState.DISABLED);
	}

	@Test
	void onlyA404MeansThatATokenThatTheListLeavesOutIsGone_I3() {
		ManagedToken managed = token();
		hide(managed);
		Fault mayNot = this.cloudflare.faults().on(Calls.GET_SERVICE_TOKEN).always().forbidden();
		this.account.now();
		assertThat(state(managed)).isEqualTo(TokenState.VALID);
		mayNot.remove();
		this.cloudflare.asSomebodyElse()
			.call("DELETE", "/accounts/{account}/access/service_tokens/" + managed.tokenId(), null);

		this.account.now();

		assertThat(state(managed)).isEqualTo(TokenState.GONE);
	}

	@Test
	void aClaimIsNotGivenUpWhileTheListIsSeenToLeaveTokensOut_I4() {
		hide(token());
		this.cloudflare.faults().on(Calls.CREATE_SERVICE_TOKEN).cutBeforeCommit();
		ManagedToken claim = this.managedTokens.create(name(), Duration.ofDays(90), ADA).managed();

		this.clock.goOn(Duration.ofMinutes(11));
		this.account.now();

		assertThat(state(claim)).isEqualTo(TokenState.ASKED);
		assertThat(this.managedTokens.remove(claim.id(), ADA)).as("a person may give it up").isTrue();
		assertThat(actions(claim)).containsExactly("service_token.requested", "service_token.not_created");
	}

	@Test
	void aPolicyMayNameATokenThatTheListLeavesOut() {
		ManagedToken managed = token();
		ServiceTokenId token = Objects.requireNonNull(managed.tokenId());
		ServiceTokenId nobodys = new ServiceTokenId(UUID.randomUUID());
		hide(managed);
		this.account.forget();

		assertThat(this.standings.of(Set.of(token, nobodys)))
			.isEqualTo(Map.of(token, new Standing.Usable(), nobodys, new Standing.Missing()));
	}

	@Test
	void aTokenThatMayNotBeReadIsNotKnown() {
		ManagedToken managed = token();
		ServiceTokenId token = Objects.requireNonNull(managed.tokenId());
		hide(managed);
		this.cloudflare.faults().on(Calls.GET_SERVICE_TOKEN).always().forbidden();
		this.account.forget();

		assertThat(this.standings.of(Set.of(token))).isEqualTo(Map.of(token, new Standing.Unknown()));
	}

	private void hide(ManagedToken managed) {
		String id = String.valueOf(managed.tokenId());
		this.cloudflare.faults()
			.on(Calls.LIST_SERVICE_TOKENS)
			.always()
			.hide((token) -> token.path("id").asString().equals(id));
	}

	private TokenState state(ManagedToken managed) {
		return this.tokenList.entry(this.managedTokens.get(managed.id())).state();
	}

	private List<String> actions(ManagedToken managed) {
		return this.database.sql("SELECT action FROM audit_event WHERE subject_id = :id ORDER BY id")
			.param("id", managed.id().toString())
			.query((rs, row) -> rs.getString(1))
			.list();
	}

	private ManagedToken token() {
		return this.managedTokens.create(name(), Duration.ofDays(90), ADA).managed();
	}

	private static String name() {
		return "ci-" + UUID.randomUUID().toString().substring(0, 8);
	}

}
