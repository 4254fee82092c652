package dev.postern.identity.web;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.identity.People;
import dev.postern.identity.Person;
import dev.postern.identity.PersonId;
import dev.postern.identity.tokens.PersonalTokens;
import dev.postern.identity.tokens.TokenScope;
import dev.postern.kernel.InvalidInput;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.util.UriComponentsBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/** What people and programs can do who mean no good, or many things at once. */
@PosternTest
@ExtendWith(OutputCaptureExtension.class)
class HostileClientTests {

	private final Portal portal;

	private final JdbcClient database;

	private final People people;

	private final PersonalTokens tokens;

	@Autowired
	HostileClientTests(Portal portal, JdbcClient database, People people, PersonalTokens tokens) {
		this.portal = portal;
		this.database = database;
		this.people = people;
		this.tokens = tokens;
	}

	@ParameterizedTest
	@ValueSource(strings = { "AAAA", "nonsense", "%%", "L2V0Yy9wYXNzd2Q=" })
	void cookieThatNamesNoSessionIsNoSession(String cookie) {
		HttpResponse<String> page = this.portal.anonymous().get("/login", "Cookie", "POSTERN_SESSION=" + cookie);

		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("the demo identity provider");
	}

	@Test
	void loginAtAProviderThatDoesNotExistIsNotFound(CapturedOutput output) {
		HttpResponse<String> page = this.portal.anonymous().get("/oauth2/authorization/nope");

		assertThat(page.statusCode()).isEqualTo(404);
		assertThat(output.getAll()).doesNotContain("nope");
	}

	@Test
	void nobodyWritesALineOfTheLog(CapturedOutput output) {
		Browser browser = this.portal.anonymous();
		String question = browser.get("/oauth2/authorization/demo").headers().firstValue("Location").orElseThrow();
		String state = UriComponentsBuilder.fromUriString(question).build().getQueryParams().getFirst("state");

		browser.get("/login/oauth2/code/demo?error=evil&error_description=x%0D%0AFORGED%E2%80%A8FORGED&state=" + state);

		assertThat(output.getAll()).contains("FORGED");
		assertThat(output.getAll().lines()).noneMatch((line) -> line.startsWith("FORGED"));
		assertThat(output.getAll()).doesNotContain("\u2028");
	}

	@Test
	void nameAndGroupThatCannotBeKeptKeepNobodyOut() {
		DemoPerson nul = new DemoPerson("nul@example.com", "Nul\0Name", List.of("a\0b", "blue"), true);
		DemoIdentityProvider.shared().add(nul);

		assertThat(this.portal.anonymous().signIn(nul).statusCode()).isEqualTo(200);
		HttpResponse<String> answer = this.portal.api(nul).get("/api/v1/me");

		assertThat(answer.statusCode()).isEqualTo(200);
		JsonNode me = JsonMapper.shared().readTree(answer.body());
		assertThat(me.path("name").asString()).isEqualTo("Nul\\u{0}Name");
		assertThat(me.path("groups").values()).extracting(JsonNode::asString).containsExactly("blue");
	}

	@Test
	void programIsToldInWhoseNameItCalls() {
		JsonNode me = JsonMapper.shared().readTree(this.portal.api(DemoPerson.AUDITOR).get("/api/v1/me").body());

		assertThat(me.path("email").asString()).isEqualTo(DemoPerson.AUDITOR.email());
		assertThat(me.path("roles").values()).extracting(JsonNode::asString).containsExactly("AUDITOR");
		assertThat(this.portal.anonymous().get("/api/v1/me").statusCode()).isEqualTo(401);
	}

	@Test
	void tokensMadeAtOnceDoNotPassTheLimitTogether() {
		Person greedy = newcomer("greedy");

		List<Boolean> made = atOnce(IntStream.range(0, PersonalTokens.MAX_ACTIVE + 10)
			.<Runnable>mapToObj(
					(i) -> () -> this.tokens.create(greedy, "t" + i, TokenScope.READ, PersonalTokens.MAX_LIFETIME))
			.toList());

		assertThat(made.stream().filter((done) -> done)).hasSize(PersonalTokens.MAX_ACTIVE);
		assertThat(this.tokens.of(greedy.id())).hasSize(PersonalTokens.MAX_ACTIVE);
	}

	@Test
	void twoPeopleDoNotLockEachOther() {
		for (int round = 0; round < 10; round++) {
			Person one = newcomer("one" + round);
			Person other = newcomer("other" + round);

			List<Boolean> locked = atOnce(List.of(() -> this.people.lock(one.id(), other.actor()),
					() -> this.people.lock(other.id(), one.actor())));

			assertThat(locked).containsExactlyInAnyOrder(true, false);
			assertThat(Stream.of(one, other).filter((person) -> this.people.admitted(person.id()).isPresent()))
				.hasSize(1);
		}
	}

	/** Does everything at the same time, and says what was not refused. */
	private static List<Boolean> atOnce(List<Runnable> works) {
		CyclicBarrier start = new CyclicBarrier(works.size());
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			return works.stream().map((work) -> CompletableFuture.supplyAsync(() -> {
				try {
					start.await();
					work.run();
					return true;
				}
				catch (InvalidInput | AccessDeniedException ex) {
					return false;
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			}, threads)).toList().stream().map(CompletableFuture::join).toList();
		}
	}

	private Person newcomer(String name) {
		DemoPerson person = new DemoPerson(name + "@example.com", name, List.of(), true);
		DemoIdentityProvider.shared().add(person);
		this.portal.as(person);
		UUID id = this.database.sql("SELECT id FROM person WHERE email = ?")
			.param(person.email())
			.query(UUID.class)
			.single();
		return this.people.find(new PersonId(id)).orElseThrow().person();
	}

}
