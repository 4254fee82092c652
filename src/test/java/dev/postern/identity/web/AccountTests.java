package dev.postern.identity.web;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import dev.postern.fake.FakeCloudflare;
import dev.postern.identity.tokens.PersonalTokens;
import dev.postern.kernel.Secret;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.EmbeddedDatabase;
import dev.postern.tryout.Instance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who somebody is, whatever the address: an account at the identity provider. Of two
 * instances on one database the first is where people sign in before something happens
 * and administrators decide, the second where they come again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountTests {

	private static final String ME = "/api/v1/me";

	private static final String SECOND_ADMIN = "second.admin@example.com";

	private static final DemoPerson THIRD_ADMIN = new DemoPerson("third.admin@example.com", "Third Admin", List.of(),
			true);

	private static final String ADMINS = "postern.identity.roles.admin=email:admin@example.com,email:" + SECOND_ADMIN
			+ ",email:third.admin@example.com";

	/** All come from one address here. */
	private static final String[] SETTINGS = { ADMINS, "postern.web.sign-ins-per-minute=10000",
			"postern.web.refused-tokens-per-minute=10000" };

	private final AtomicInteger numbers = new AtomicInteger();

	private final EmbeddedDatabase database = EmbeddedDatabase.create();

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	@SuppressWarnings("NullAway.Init")
	private Instance first;

	@SuppressWarnings("NullAway.Init")
	private Instance second;

	@SuppressWarnings("NullAway.Init")
	private JdbcClient jdbc;

	@BeforeAll
	void start() {
		DemoAccount.empty(this.cloudflare);
		this.first = Instance.start(this.database, this.cloudflare, SETTINGS);
		this.second = Instance.start(this.database, this.cloudflare, SETTINGS);
		this.jdbc = this.first.bean(JdbcClient.class);
	}

	@AfterAll
	void stop() {
		this.second.close();
		this.first.close();
		this.cloudflare.close();
	}

	/**
	 * The old token is that of whoever had the address first. What is expected is said
	 * for the browser, an access token, and that old token.
	 */
	@ParameterizedTest
	@CsvSource({ "SAME, SAME, OPEN, in, 200, 200", "SAME, NEW, OPEN, in, 200, 200",
			"NEW, SAME, OPEN, conflict, 401, 200", "SAME, SAME, LOCKED, locked, 401, 401",
			"SAME, NEW, LOCKED, locked, 401, 401", "NEW, SAME, LOCKED, conflict, 401, 401",
			"SAME, SAME, BEFORE, in, 200, 200", "SAME, SAME, LOCKED_BEFORE, locked, 401, 401",
			"NEW, NEW, LOCKED, in, 200, 401" })
	void whoComesIsTheAccountByEveryWay_I11(String account, String address, State state, String browser, int jwt,
			int old) {
		for (Way way : Way.values()) {
			DemoPerson known = somebody();
			String token = token(signedIn(known));
			bring(known, state);
			DemoPerson comes = new DemoPerson(account.equals("SAME") ? known.subject() : known.subject() + "-other",
					address.equals("SAME") ? known.email() : "new." + known.email(), "Comes", List.of(), true);

			switch (way) {
				case BROWSER -> assertThat(signInAtSecond(comes)).isEqualTo(browser);
				case ACCESS_TOKEN -> assertThat(call(comes).statusCode()).isEqualTo(jwt);
				case OLD_TOKEN -> {
					signInAtSecond(comes);
					assertThat(bearing(this.second, token).statusCode()).isEqualTo(old);
				}
			}
			assertThat(conflicts(known.email())).isEqualTo(browser.equals("conflict") ? 1 : 0);
		}
	}

	@Test
	void newAddressKeepsThePersonAndGivesTheRolesOfTheAddress_I10_I11() {
		DemoPerson known = new DemoPerson("roamer", SECOND_ADMIN, "Rosa Roamer", List.of(), true);
		Browser before = signedIn(known);
		String token = token(before);
		String id = idOf(SECOND_ADMIN);
		assertThat(before.get("/people").statusCode()).isEqualTo(200);

		assertThat(signInAtSecond(new DemoPerson("roamer", "rosa@example.com", "Rosa Roamer", List.of(), true)))
			.isEqualTo("in");

		assertThat(idOf("rosa@example.com")).isEqualTo(id);
		assertThat(before.get("/people").headers().firstValue("Location").orElse("")).endsWith("?refused=ended");
		assertThat(bearing(this.second, token).body()).contains("rosa@example.com", "DEVELOPER")
			.doesNotContain("ADMIN", SECOND_ADMIN);
		assertThat(admin().get("/people?q=rosa").body()).contains("Before that, the address was " + SECOND_ADMIN);
		assertThat(this.jdbc.sql("""
				SELECT actor_name || ' ' || (before->>'email') || ' ' || (after->>'email') FROM audit_event
				WHERE action = 'person.address-changed' AND subject_id = ?""").param(id).query(String.class).single())
			.isEqualTo("identity " + SECOND_ADMIN + " rosa@example.com");
	}

	@Test
	void accessTokenAndSessionWithTheAddressOfBeforeAreOver_I11() {
		DemoPerson known = somebody();
		Browser session = signedIn(known);
		DemoPerson moved = new DemoPerson(known.subject(), "moved." + known.email(), "Moved", List.of(), true);
		assertThat(signInAtSecond(moved)).isEqualTo("in");

		assertThat(session.get("/tokens").headers().firstValue("Location").orElse("")).endsWith("?refused=ended");

		assertThat(call(known, Instant.now().minusSeconds(60)).statusCode()).isEqualTo(401);
		assertThat(call(known, null).statusCode()).isEqualTo(401);
		assertThat(call(moved, Instant.now().minusSeconds(60)).body()).contains(moved.email());
		assertThat(call(known, Instant.now().plusSeconds(1)).body()).contains(known.email());
	}

	/** An access token is no sign-in: it takes away, and gives nothing that lasts. */
	@Test
	void accessTokenThatChangesTheAddressWidensNothingForGood_I11() {
		DemoPerson known = somebody();
		Browser session = signedIn(known);
		String token = token(session);
		this.jdbc.sql("UPDATE person SET last_login_at = now() - interval '31 days' WHERE email = ?")
			.param(known.email())
			.update();
		DemoPerson wider = new DemoPerson(known.subject(), "wide." + known.email(), "Wide", List.of("keepers"), true);

		assertThat(call(wider).body()).contains("wide.", "keepers");

		assertThat(this.jdbc
			.sql("SELECT groups::text || ' ' || (last_login_at < now() - interval '30 days') FROM person "
					+ "WHERE email = ?")
			.param(wider.email())
			.query(String.class)
			.single()).isEqualTo("{} true");
		assertThat(bearing(this.second, token).statusCode()).as("a silent token").isEqualTo(401);
	}

	@Test
	void accessTokenFromBeforeTheLastSignInChangesNoAddress_I11() {
		DemoPerson known = somebody();
		signedIn(known);
		DemoPerson shortly = new DemoPerson(known.subject(), "shortly." + known.email(), "Shortly", List.of(), true);
		this.jdbc.sql("UPDATE person SET address_since = now() - interval '90 days' WHERE email = ?")
			.param(known.email())
			.update();

		assertThat(call(shortly, Instant.now().minusSeconds(60)).statusCode()).isEqualTo(401);

		assertThat(idOf(known.email())).isNotEmpty();
	}

	@Test
	void olderAccessTokenIsWorthNoMoreThanTheLaterWord_I11() {
		DemoPerson wide = new DemoPerson("keeper", "keeper@example.com", "Keeper", List.of("keepers", "blue"), true);
		DemoPerson narrow = new DemoPerson("keeper", "keeper@example.com", "Keeper", List.of("blue"), true);
		signedIn(wide);
		Instant before = Instant.now().minusSeconds(50);
		assertThat(call(wide, before).body()).contains("keepers");

		assertThat(call(narrow, Instant.now()).body()).doesNotContain("keepers");

		assertThat(call(wide, before).body()).contains("blue").doesNotContain("keepers");
		assertThat(call(wide, null).body()).doesNotContain("keepers");
		assertThat(call(wide, Instant.now().plusSeconds(1)).body()).contains("keepers");
	}

	@Test
	void sessionThatALockEndedStaysEnded_I11() {
		DemoPerson known = somebody();
		Browser session = signedIn(known);

		bring(known, State.LOCKED);
		admin().postFrom("/people", "/people/" + idOf(known.email()) + "/unlock", Map.of());

		assertThat(session.at(this.second.address()).get("/tokens").statusCode()).isEqualTo(302);
	}

	@Test
	void personFromBeforeIsBoundToTheFirstAccountAndStaysSo_I10() {
		DemoPerson known = somebody();
		signedIn(known);
		bring(known, State.BEFORE);

		assertThat(signInAtSecond(known)).isEqualTo("in");

		assertThat(recorded(known)).containsExactly("person.joined", "person.account-bound");
		assertThat(signInAtSecond(other(known))).isEqualTo("conflict");
	}

	@Test
	void lockedPersonFromBeforeIsKnownUnderAnyAddressOnceItCame_I11() {
		DemoPerson known = somebody();
		signedIn(known);
		bring(known, State.LOCKED_BEFORE);
		assertThat(signInAtSecond(known)).isEqualTo("locked");

		assertThat(signInAtSecond(new DemoPerson(known.subject(), "x." + known.email(), "X", List.of(), true)))
			.isEqualTo("locked");
	}

	@Test
	void conflictIsOneRowHoweverOftenItComes_I10() {
		DemoPerson known = somebody();
		signedIn(known);
		DemoPerson other = other(known);
		DemoIdentityProvider.shared().add(other);

		HttpResponse<String> page = new Browser(this.second.address()).signIn(other);
		HttpResponse<String> answer = call(other);
		call(other);

		assertThat(page.uri().getPath()).isEqualTo("/login");
		assertThat(page.body()).contains("belongs to another account", "decide on the page People");
		assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("another account");
		assertThat(this.jdbc.sql("SELECT seen_count FROM person_conflict WHERE email = ?")
			.param(known.email())
			.query(Integer.class)
			.list()).containsExactly(3);
		assertThat(recorded(known)).containsExactly("person.joined", "person.conflict-found");
		assertThat(admin().get("/people").body()).contains("Other One came with " + known.email(), other.subject(),
				"It is the same person", "It is somebody else");
	}

	@Test
	void samePersonGoesOnUnderTheNewAccount_I10() {
		DemoPerson known = somebody();
		Browser session = signedIn(known);
		String token = token(session);
		String id = idOf(known.email());
		DemoPerson other = other(known);
		assertThat(signInAtSecond(other)).isEqualTo("conflict");
		String conflict = conflictOf(known.email());
		assertThat(admin().get("/people/conflicts/" + conflict + "/link").body())
			.contains(known.email() + ": the same person", "Roles, personal tokens and history are kept; sessions end");

		assertThat(decide(admin(), conflict, "link", id).statusCode()).isEqualTo(302);

		assertThat(signInAtSecond(other)).isEqualTo("in");
		assertThat(idOf(known.email())).isEqualTo(id);
		assertThat(bearing(this.second, token).statusCode()).isEqualTo(200);
		assertThat(session.get("/tokens").statusCode()).isEqualTo(302);
		assertThat(signInAtSecond(known)).isEqualTo("conflict");
		assertThat(recorded(known)).containsExactly("person.joined", "person.conflict-found", "person.account-linked",
				"person.conflict-found");
	}

	@Test
	void samePersonStaysLocked_I11() {
		DemoPerson known = somebody();
		signedIn(known);
		bring(known, State.LOCKED);
		assertThat(signInAtSecond(other(known))).isEqualTo("conflict");
		String conflict = conflictOf(known.email());
		assertThat(admin().get("/people/conflicts/" + conflict + "/link").body()).contains("locked and stays so");

		decide(admin(), conflict, "link", idOf(known.email()));

		assertThat(signInAtSecond(other(known))).isEqualTo("locked");
	}

	@Test
	void somebodyElseBeginsWithNothingOfTheFormerPerson_I10_I11() {
		DemoPerson known = somebody();
		Browser session = signedIn(known);
		String token = token(session);
		String id = idOf(known.email());
		DemoPerson other = other(known);
		assertThat(signInAtSecond(other)).isEqualTo("conflict");
		String conflict = conflictOf(known.email());
		assertThat(admin().get("/people/conflicts/" + conflict + "/replace").body())
			.contains(known.email() + ": somebody else", "loses it", "begins with nothing of the former person");

		assertThat(decide(admin(), conflict, "replace", id).statusCode()).isEqualTo(302);

		assertThat(bearing(this.second, token).statusCode()).isEqualTo(401);
		assertThat(session.at(this.second.address()).get("/tokens").headers().firstValue("Location").orElse(""))
			.endsWith("/login");
		assertThat(signInAtSecond(known)).as("the former person with the address").isEqualTo("conflict");
		assertThat(signInAtSecond(other)).isEqualTo("in");
		String newcomer = idOf(known.email());
		assertThat(newcomer).isNotEqualTo(id);
		assertThat(this.jdbc.sql("SELECT count(*) FROM personal_token WHERE person_id = ?::uuid")
			.param(newcomer)
			.query(Integer.class)
			.single()).isZero();
		assertThat(admin().get("/people?q=" + known.email()).body()).contains("Former people",
				"last known as " + known.email());
		assertThat(recorded(known)).containsSubsequence("person.joined", "person.conflict-found", "person.replaced",
				"person.joined");

		assertThat(signInAtSecond(new DemoPerson(known.subject(), "back." + known.email(), "Back", List.of(), true)))
			.isEqualTo("in");
		assertThat(idOf("back." + known.email())).isEqualTo(id);
		assertThat(bearing(this.second, token).statusCode()).as("a token that was revoked").isEqualTo(401);
	}

	@Test
	void lockStaysWithTheFormerPerson_I11() {
		DemoPerson known = somebody();
		signedIn(known);
		bring(known, State.LOCKED);
		assertThat(signInAtSecond(other(known))).isEqualTo("conflict");
		String conflict = conflictOf(known.email());
		assertThat(admin().get("/people/conflicts/" + conflict + "/replace").body())
			.contains("lock stays with the former person");

		decide(admin(), conflict, "replace", idOf(known.email()));

		assertThat(signInAtSecond(other(known))).isEqualTo("in");
		assertThat(signInAtSecond(new DemoPerson(known.subject(), "y." + known.email(), "Y", List.of(), true)))
			.isEqualTo("locked");
	}

	@Test
	void personThatIsKnownGetsTheAddressOfAnotherOnlyByADecision_I11() {
		DemoPerson holder = somebody();
		DemoPerson moving = somebody();
		signedIn(holder);
		String token = token(signedIn(moving));
		String id = idOf(moving.email());
		DemoPerson moved = new DemoPerson(moving.subject(), holder.email(), "Moved", List.of(), true);
		assertThat(signInAtSecond(moved)).isEqualTo("conflict");
		assertThat(idOf(moving.email())).isEqualTo(id);
		String conflict = conflictOf(holder.email());

		assertThat(decide(admin(), conflict, "link", idOf(holder.email())).statusCode()).isEqualTo(422);
		assertThat(decide(admin(), conflict, "replace", idOf(holder.email())).statusCode()).isEqualTo(302);

		assertThat(idOf(holder.email())).isEqualTo(id);
		assertThat(bearing(this.second, token).body()).contains(holder.email());
		assertThat(signInAtSecond(moved)).isEqualTo("in");
	}

	@Test
	void ofTwoAdministratorsAtOnceOneDecidesAndTheOtherIsTold() throws Exception {
		Browser one = admin();
		Browser two = signedIn(THIRD_ADMIN).at(this.second.address());
		for (int i = 0; i < 3; i++) {
			DemoPerson known = somebody();
			signedIn(known);
			String id = idOf(known.email());
			assertThat(signInAtSecond(other(known))).isEqualTo("conflict");
			String conflict = conflictOf(known.email());

			List<HttpResponse<String>> answers = atOnce(() -> decide(one, conflict, "link", id),
					() -> decide(two, conflict, "replace", id));

			assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(302, 409);
			assertThat(answers).filteredOn((answer) -> answer.statusCode() == 409)
				.allSatisfy((answer) -> assertThat(answer.body()).contains("This was decided meanwhile"));
			assertThat(recorded(known)).containsAnyOf("person.account-linked", "person.replaced");
		}
	}

	@Test
	void whoWasNotLookedAtIsNotReplaced() {
		DemoPerson known = somebody();
		signedIn(known);
		signInAtSecond(other(known));
		String conflict = conflictOf(known.email());
		Browser admin = admin();

		assertThat(decide(admin, conflict, "replace", idOf(DemoPerson.ADMIN.email())).statusCode()).isEqualTo(409);

		assertThat(recorded(known)).doesNotContain("person.replaced");
	}

	@Test
	void nobodyGivesAwayTheirOwnAddress() {
		Browser browser = signedIn(THIRD_ADMIN);
		assertThat(call(other(THIRD_ADMIN)).statusCode()).isEqualTo(401);
		String conflict = conflictOf(THIRD_ADMIN.email());

		assertThat(decide(browser, conflict, "replace", idOf(THIRD_ADMIN.email())).statusCode()).isEqualTo(422);
		assertThat(browser.get("/people").statusCode()).isEqualTo(200);
	}

	@Test
	void firstSignInsAtOnceMakeOnePerson() throws Exception {
		for (int i = 0; i < 5; i++) {
			DemoPerson same = somebody();
			assertThat(atOnce(() -> call(this.first, same), () -> call(this.second, same)))
				.allSatisfy((answer) -> assertThat(answer.statusCode()).isEqualTo(200));
			assertThat(conflicts(same.email())).isZero();

			DemoPerson one = somebody();
			assertThat(atOnce(() -> call(this.first, one), () -> call(this.second, other(one))))
				.extracting(HttpResponse::statusCode)
				.containsExactlyInAnyOrder(200, 401);
			assertThat(conflicts(one.email())).isOne();
		}
	}

	@Test
	void firstSignInsAtOnceOfAPersonFromBeforeBindOneAccount() throws Exception {
		DemoPerson known = somebody();
		signedIn(known);
		bring(known, State.BEFORE);

		assertThat(atOnce(() -> call(this.first, known), () -> call(this.second, other(known))))
			.extracting(HttpResponse::statusCode)
			.containsExactlyInAnyOrder(200, 401);
	}

	@Test
	void tokensThatALockEndedStayDead_I10_I11() {
		DemoPerson known = somebody();
		Browser session = signedIn(known);
		List<String> tokens = List.of(token(session), token(session));
		assertThat(admin().get("/people/" + idOf(known.email()) + "/lock").body()).contains("end for good");

		bring(known, State.LOCKED);
		admin().postFrom("/people", "/people/" + idOf(known.email()) + "/unlock", Map.of());

		assertThat(tokens).allSatisfy((token) -> assertThat(bearing(this.second, token).statusCode()).isEqualTo(401));
		assertThat(this.jdbc
			.sql("SELECT after->>'revoked' FROM audit_event WHERE action = 'person.locked' " + "AND subject_name = ?")
			.param(known.email())
			.query(String.class)
			.single()).isEqualTo("2");
		assertThat(bearing(this.second, token(signedIn(known))).statusCode()).isEqualTo(200);
	}

	@Test
	void useOfATokenDoesNotBringItBackWhenItIsRevokedMeanwhile() {
		DemoPerson known = somebody();
		String token = token(signedIn(known));

		new TransactionTemplate(this.second.bean(PlatformTransactionManager.class)).executeWithoutResult((status) -> {
			assertThat(this.second.bean(PersonalTokens.class).authenticate(new Secret(token))).isPresent();
			bring(known, State.LOCKED);
		});

		admin().postFrom("/people", "/people/" + idOf(known.email()) + "/unlock", Map.of());
		assertThat(bearing(this.second, token).statusCode()).isEqualTo(401);
	}

	private DemoPerson somebody() {
		int number = this.numbers.incrementAndGet();
		return new DemoPerson("account-" + number, "somebody" + number + "@example.com", "Somebody " + number,
				List.of(), true);
	}

	private static DemoPerson other(DemoPerson known) {
		return new DemoPerson(known.subject() + "-other", known.email(), "Other One", List.of(), true);
	}

	private Browser signedIn(DemoPerson person) {
		DemoIdentityProvider.shared().add(person);
		return Browser.signedIn(this.first.address(), person);
	}

	private Browser admin() {
		return signedIn(DemoPerson.ADMIN);
	}

	/** How it ends: in, or why not. */
	private String signInAtSecond(DemoPerson person) {
		DemoIdentityProvider.shared().add(person);
		HttpResponse<String> page = new Browser(this.second.address()).signIn(person);
		return page.uri().getPath().equals("/login") ? page.uri().getQuery().replace("refused=", "") : "in";
	}

	private HttpResponse<String> call(DemoPerson person) {
		return call(this.second, person);
	}

	private HttpResponse<String> call(Instance instance, DemoPerson person) {
		return bearing(instance, accessToken(person, Instant.now()));
	}

	private HttpResponse<String> call(DemoPerson person, @Nullable Instant issuedAt) {
		return bearing(this.second, accessToken(person, issuedAt));
	}

	private static String accessToken(DemoPerson person, @Nullable Instant issuedAt) {
		Map<String, Object> claims = new HashMap<>(Map.of("iss", DemoIdentityProvider.shared().issuer().toString(),
				"aud", List.of(DemoIdentityProvider.AUDIENCE), "sub", person.subject(), "email", person.email(), "name",
				person.name(), "groups", person.groups(), "exp", Instant.now().plusSeconds(300)));
		if (issuedAt != null) {
			claims.put("iat", issuedAt);
		}
		return DemoIdentityProvider.shared().signed("at+jwt", claims);
	}

	private static HttpResponse<String> bearing(Instance instance, String token) {
		return Browser.bearing(instance.address(), token).get(ME);
	}

	private static String token(Browser browser) {
		return browser.createToken("old", "WRITE");
	}

	private void bring(DemoPerson known, State state) {
		if (state == State.LOCKED || state == State.LOCKED_BEFORE) {
			admin().postFrom("/people", "/people/" + idOf(known.email()) + "/lock", Map.of());
		}
		if (state == State.BEFORE || state == State.LOCKED_BEFORE) {
			this.jdbc.sql("UPDATE person SET issuer = NULL, subject = NULL WHERE address_lost_at IS NULL AND email = ?")
				.param(known.email())
				.update();
		}
	}

	private static HttpResponse<String> decide(Browser admin, String conflict, String choice, String holder) {
		return admin.postFrom("/people", "/people/conflicts/" + conflict + "/" + choice, Map.of("holder", holder));
	}

	private String idOf(String email) {
		return this.jdbc.sql("SELECT id::text FROM person WHERE email = ? AND address_lost_at IS NULL")
			.param(email)
			.query(String.class)
			.single();
	}

	private String conflictOf(String email) {
		return this.jdbc.sql("SELECT id::text FROM person_conflict WHERE email = ?")
			.param(email)
			.query(String.class)
			.single();
	}

	private int conflicts(String email) {
		return this.jdbc.sql("SELECT count(*) FROM person_conflict WHERE email = ?")
			.param(email)
			.query(Integer.class)
			.single();
	}

	private List<@Nullable String> recorded(DemoPerson person) {
		return this.jdbc
			.sql("SELECT action FROM audit_event WHERE subject_name = ? AND subject_kind = 'person' "
					+ "AND action <> 'person.signed-in' ORDER BY id")
			.param(person.email())
			.query(String.class)
			.list();
	}

	private static List<HttpResponse<String>> atOnce(Callable<HttpResponse<String>> one,
			Callable<HttpResponse<String>> other) throws InterruptedException, ExecutionException {
		try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
			List<HttpResponse<String>> answers = new ArrayList<>();
			for (Future<HttpResponse<String>> answer : threads.invokeAll(List.of(one, other))) {
				answers.add(answer.get());
			}
			return answers;
		}
	}

	enum State {

		OPEN, LOCKED, BEFORE, LOCKED_BEFORE

	}

	private enum Way {

		BROWSER, ACCESS_TOKEN, OLD_TOKEN

	}

}
