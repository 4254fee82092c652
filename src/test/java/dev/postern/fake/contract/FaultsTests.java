package dev.postern.fake.contract;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.watch.Violation;
import dev.postern.kernel.TunnelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What goes wrong when a test asks for it. */
class FaultsTests {

	private static final String TAGS = "/accounts/{account}/access/tags";

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final ApiClient api = ApiClient.of(this.cloudflare);

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 500, 502, 503, 404, 401 })
	void aStatusComesInsteadOfTheDeed(int status) {
		Fault fault = this.cloudflare.faults().on(Calls.CREATE_TAG).status(status);

		assertThat(createTag("one").status()).isEqualTo(status);

		assertThat(fault.fired()).isTrue();
		assertThat(this.cloudflare.state().tags()).isEmpty();
		assertThat(createTag("one").status()).isEqualTo(201);
	}

	@Test
	void aStatusAfterTheCommitHidesTheDeed() {
		this.cloudflare.faults().on(Calls.CREATE_TAG).statusAfterCommit(500);

		assertThat(createTag("one").status()).isEqualTo(500);
		assertThat(this.cloudflare.state().tags()).containsExactly("one");
	}

	@Test
	void anyRefusalOfCloudflareCanBeGiven() {
		this.cloudflare.faults()
			.on(Calls.CREATE_TAG)
			.refused(12130, "access.api.error.invalid_request: domain does not belong to zone");

		assertThat(createTag("one").problem())
			.isEqualTo("400 12130 access.api.error.invalid_request: domain does not belong to zone");
		assertThat(this.cloudflare.state().tags()).isEmpty();
	}

	@Test
	void onlyTheNthMatchIsStruck() {
		Fault fault = this.cloudflare.faults().on(Calls.CREATE_TAG).nth(2).status(500);

		assertThat(createTag("one").status()).isEqualTo(201);
		assertThat(this.api.get(TAGS).status()).isEqualTo(200);
		assertThat(fault.fired()).isFalse();
		assertThat(createTag("two").status()).isEqualTo(500);
		assertThat(createTag("three").status()).isEqualTo(201);
		assertThat(fault.firings()).isEqualTo(1);
	}

	@Test
	void severalMatchesAreStruckUntilTheFaultIsRemoved() {
		Fault twice = this.cloudflare.faults().on("POST", "/accounts/*/access/tags").nth(2).times(2).status(500);
		assertThat(createTag("one").status()).isEqualTo(201);
		assertThat(createTag("two").status()).isEqualTo(500);
		assertThat(createTag("two").status()).isEqualTo(500);
		assertThat(createTag("two").status()).isEqualTo(201);
		assertThat(twice.firings()).isEqualTo(2);

		Fault always = this.cloudflare.faults().on(Calls.ANY).always().status(503);
		assertThat(this.api.get(TAGS).status()).isEqualTo(503);
		assertThat(this.api.get("/zones").status()).isEqualTo(503);
		always.remove();
		assertThat(this.api.get(TAGS).status()).isEqualTo(200);
	}

	@Test
	void aFaultMayLookAtWhatACallMentions() {
		this.cloudflare.faults().on(Calls.CREATE_TAG.mentioning("two")).status(500);

		assertThat(createTag("one").status()).isEqualTo(201);
		assertThat(createTag("two").status()).isEqualTo(500);
	}

	@Test
	void throttlingTellsWhenToComeBack() {
		this.cloudflare.faults().on(Calls.ANY).throttle(7);

		ApiClient.Reply reply = createTag("one");

		assertThat(reply.problem()).startsWith("429 971");
		assertThat(reply.header("Retry-After")).isEqualTo("7");
		assertThat(this.cloudflare.state().tags()).isEmpty();
	}

	@Test
	void aThrottlingMayTellOnlyInItsBodyWhenToComeBack() {
		this.cloudflare.faults().on(Calls.CREATE_TAG).throttleInBody("17");

		ApiClient.Reply reply = createTag("one");

		assertThat(reply.problem()).startsWith("429 971");
		assertThat(reply.header("Retry-After")).isEmpty();
		assertThat(reply.json().at("/errors/0/retry_after").asString()).isEqualTo("17");
		assertThat(this.cloudflare.state().tags()).isEmpty();
	}

	@Test
	void whoIsBusyMayTellWhenToComeBack() {
		this.cloudflare.faults().on(Calls.CREATE_TAG).busy(7);

		ApiClient.Reply reply = createTag("one");

		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.header("Retry-After")).isEqualTo("7");
	}

	@Test
	void a403NamesThePageThatExplainsIt() {
		this.cloudflare.faults().on(Calls.CREATE_TAG).forbidden();

		assertThat(createTag("one").json().at("/errors/0/documentation_url").asString())
			.startsWith("https://developers.cloudflare.com/");
	}

	@Test
	void aListMayHoldOnlyWhatTheTokenMaySee() {
		String path = "/accounts/{account}/cfd_tunnel";
		TunnelId hidden = this.cloudflare.addTunnel("hidden");
		for (int i = 0; i < 3; i++) {
			this.cloudflare.addTunnel("t" + i);
		}
		Fault fault = this.cloudflare.faults()
			.on(Calls.LIST_TUNNELS)
			.always()
			.hide((tunnel) -> tunnel.path("name").asString().equals("hidden"));

		ApiClient.Reply first = this.api.get(path + "?per_page=2");
		ApiClient.Reply second = this.api.get(path + "?per_page=2&page=2");

		assertThat(first.result().findValuesAsString("name")).containsExactly("t0", "t1");
		assertThat(second.result().findValuesAsString("name")).containsExactly("t2");
		assertThat(second.info().path("total_count").asInt()).isEqualTo(3);
		assertThat(this.api.get(path + "/" + hidden).result().path("name").asString()).isEqualTo("hidden");
		fault.remove();
		assertThat(this.api.get(path).result()).hasSize(4);
	}

	@Test
	void aTotalMayCountThePageAlone() {
		for (int i = 0; i < 12; i++) {
			this.cloudflare.addZone("z%d.example".formatted(i));
		}
		this.cloudflare.faults().on(Calls.LIST_ZONES).always().countOnePage();

		assertThat(this.api.get("/zones?per_page=5").info().toString())
			.isEqualTo("{\"page\":1,\"per_page\":5,\"count\":5,\"total_count\":5,\"total_pages\":1}");
		assertThat(this.api.get("/zones?per_page=5&page=3").result()).hasSize(2);
	}

	@Test
	void refusalsAndOddAnswersLeaveEverythingAsItWas() {
		this.cloudflare.faults().on(Calls.CREATE_TAG).nth(1).forbidden();
		this.cloudflare.faults().on(Calls.CREATE_TAG).nth(2).unsuccessful();
		this.cloudflare.faults().on(Calls.CREATE_TAG).nth(3).html(502);

		assertThat(createTag("one").problem()).isEqualTo("403 10000 Authentication error");
		ApiClient.Reply unsuccessful = createTag("one");
		assertThat(unsuccessful.status()).isEqualTo(200);
		assertThat(unsuccessful.json().path("success").asBoolean()).isFalse();
		ApiClient.Reply html = createTag("one");
		assertThat(html.status()).isEqualTo(502);
		assertThat(html.text()).startsWith("<html>");
		assertThat(html.header("Content-Type")).startsWith("text/html");
		assertThat(this.cloudflare.state().tags()).isEmpty();
	}

	@Test
	void aMalformedBodyHidesADeedThatWasDone() {
		this.cloudflare.faults().on(Calls.CREATE_TAG).malformedBody();

		ApiClient.Reply reply = createTag("one");

		assertThat(reply.status()).isEqualTo(201);
		assertThatThrownBy(reply::json).isInstanceOf(AssertionError.class);
		assertThat(this.cloudflare.state().tags()).containsExactly("one");
	}

	@Test
	void aCutBeforeTheCommitLeavesNothing() {
		Fault fault = this.cloudflare.faults().on(Calls.CREATE_TAG).cutBeforeCommit();

		assertThatThrownBy(() -> this.api.exchange("POST", TAGS, "{\"name\": \"one\"}"))
			.isInstanceOf(IOException.class);

		assertThat(fault.fired()).isTrue();
		assertThat(this.cloudflare.state().tags()).isEmpty();
		assertThat(this.cloudflare.journal().writes()).singleElement().satisfies((entry) -> {
			assertThat(entry.status()).isZero();
			assertThat(entry.committed()).isFalse();
			assertThat(entry.faults()).containsExactly("cut before commit");
		});
	}

	@Test
	void aCutAfterTheCommitLeavesTheDeed() {
		this.cloudflare.faults().on(Calls.CREATE_TAG).cutAfterCommit();

		assertThatThrownBy(() -> this.api.exchange("POST", TAGS, "{\"name\": \"one\"}"))
			.isInstanceOf(IOException.class);

		assertThat(this.cloudflare.state().tags()).containsExactly("one");
		assertThat(this.cloudflare.journal().committed()).hasSize(1);
	}

	@Test
	void aCutInTheBodyGivesHalfAnAnswer() {
		this.cloudflare.faults().on(Calls.LIST_TAGS).cutInBody();

		assertThatThrownBy(() -> this.api.exchange("GET", TAGS, null)).isInstanceOf(IOException.class);
	}

	@Test
	void latencyDelaysTheDeedAndASlowAnswerOnlyTheAnswer() {
		this.cloudflare.faults().on(Calls.CREATE_TAG.mentioning("one")).latency(Duration.ofMillis(60));
		this.cloudflare.faults().on(Calls.CREATE_TAG.mentioning("two")).slowAnswer(Duration.ofMillis(60));
		Instant start = Instant.now();

		createTag("one");
		createTag("two");

		assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(120));
		assertThat(this.cloudflare.state().tags()).containsExactly("one", "two");
	}

	@Test
	void aCallThatHangsIsReleasedOrCut() {
		Fault hanging = this.cloudflare.faults().on(Calls.CREATE_TAG).hang();
		CompletableFuture<ApiClient.Reply> first = CompletableFuture.supplyAsync(() -> createTag("one"));
		hanging.awaitFired();
		assertThat(this.cloudflare.state().tags()).isEmpty();
		hanging.release();
		assertThat(first.join().status()).isEqualTo(201);

		Fault cut = this.cloudflare.faults().on(Calls.CREATE_TAG).hang();
		CompletableFuture<ApiClient.Reply> second = CompletableFuture.supplyAsync(() -> createTag("two"));
		cut.awaitFired();
		cut.cut();
		assertThatThrownBy(second::join).hasCauseInstanceOf(AssertionError.class);
		assertThat(this.cloudflare.state().tags()).containsExactly("one");
	}

	@Test
	void aCallThatHangsAfterTheCommitHasDoneItsDeed() {
		Fault hanging = this.cloudflare.faults().on(Calls.CREATE_TAG).hangAfterCommit();
		CompletableFuture<ApiClient.Reply> reply = CompletableFuture.supplyAsync(() -> createTag("one"));

		hanging.awaitFired();

		assertThat(this.cloudflare.state().tags()).containsExactly("one");
		assertThat(reply).isNotDone();
		hanging.cut();
		assertThatThrownBy(reply::join).hasCauseInstanceOf(AssertionError.class);
	}

	@Test
	void closingCutsWhatHangs() {
		Fault hanging = this.cloudflare.faults().on(Calls.CREATE_TAG).hang();
		CompletableFuture<ApiClient.Reply> reply = CompletableFuture.supplyAsync(() -> createTag("one"));
		hanging.awaitFired();

		this.cloudflare.close();

		await().until(reply::isCompletedExceptionally);
		assertThat(this.cloudflare.state().tags()).isEmpty();
	}

	@Test
	void aFaultThatIsNotReachedFailsTheWait() {
		Fault fault = this.cloudflare.faults().on(Calls.CREATE_TAG).status(500);

		assertThatThrownBy(() -> fault.awaitFired(Duration.ofMillis(10))).isInstanceOf(AssertionError.class)
			.hasMessageContaining("was not reached");
	}

	@Test
	void somebodyElsesEditSlipsInJustBeforeACall() {
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		String path = "/accounts/{account}/cfd_tunnel/%s/configurations".formatted(tunnel);
		Fault slippedIn = this.cloudflare.faults()
			.beforeNext(Calls.PUT_CONFIGURATION,
					() -> this.cloudflare.asSomebodyElse().addRule(tunnel, "new.example.jp", "http://new"));

		int version = this.api.put(path, "{\"config\": {\"ingress\": [{\"service\": \"http_status:404\"}]}}")
			.result()
			.path("version")
			.asInt();

		assertThat(slippedIn.fired()).isTrue();
		assertThat(version).isEqualTo(2);
		assertThat(this.cloudflare.watch().violations()).extracting(Violation::promise).contains("I2");
	}

	@Test
	void somebodyElsesEditSlipsInBetweenDeedAndAnswer() {
		this.cloudflare.faults().afterNext(Calls.CREATE_TAG, () -> this.cloudflare.asSomebodyElse().addTag("theirs"));

		assertThat(createTag("ours").status()).isEqualTo(201);
		assertThat(this.cloudflare.state().tags()).containsExactly("ours", "theirs");
	}

	@Test
	void severalFaultsMayStrikeOneCall() {
		this.cloudflare.faults().beforeNext(Calls.CREATE_TAG, () -> this.cloudflare.asSomebodyElse().addTag("theirs"));
		this.cloudflare.faults().on(Calls.CREATE_TAG).status(500);

		assertThat(createTag("ours").status()).isEqualTo(500);
		assertThat(this.cloudflare.state().tags()).containsExactly("theirs");
	}

	@Test
	void clearTakesAllFaultsAway() {
		this.cloudflare.faults().on(Calls.ANY).always().status(500);
		this.cloudflare.faults().on(Calls.ANY).always().cutBeforeCommit();

		this.cloudflare.faults().clear();

		assertThat(createTag("one").status()).isEqualTo(201);
	}

	private ApiClient.Reply createTag(String name) {
		return this.api.post(TAGS, "{\"name\": \"%s\"}".formatted(name));
	}

}
