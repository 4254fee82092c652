package dev.postern.fake.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Call;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.watch.JournalEntry;
import dev.postern.kernel.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The record of all requests. */
class JournalTests {

	private final SettableClock clock = new SettableClock();

	private final FakeCloudflare cloudflare = FakeCloudflare.start(this.clock);

	private final ApiClient api = ApiClient.of(this.cloudflare);

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void anEntryTellsTheWholeRequestButNotItsCredentials() {
		String key = this.cloudflare.addKey("admin@example.jp");
		ApiClient
			.of(this.cloudflare,
					Map.of("X-Auth-Email", "admin@example.jp", "X-Auth-Key", key, "User-Agent", "postern-tests/1.0"))
			.post("/accounts/{account}/access/tags?a=1&a=2&b=x%20y", "{\"name\": \"postern\"}");

		assertThat(this.cloudflare.journal().all()).singleElement().satisfies((entry) -> {
			assertThat(entry.position()).isEqualTo(1);
			assertThat(entry.at()).isEqualTo("2026-11-22T10:00:00Z");
			assertThat(entry.method()).isEqualTo("POST");
			assertThat(entry.path()).isEqualTo("/accounts/%s/access/tags".formatted(FakeCloudflare.ACCOUNT));
			assertThat(entry.call().query()).isEqualTo(Map.of("a", List.of("1", "2"), "b", List.of("x y")));
			assertThat(entry.body()).isEqualTo(Json.parse("{\"name\": \"postern\"}"));
			assertThat(entry.userAgent()).isEqualTo("postern-tests/1.0");
			assertThat(entry.status()).isEqualTo(201);
			assertThat(entry.committed()).isTrue();
			assertThat(entry.call().headers().toString()).doesNotContain(key).doesNotContain("admin@example.jp");
		});
	}

	@Test
	void writesAndReadsAreToldApart() {
		this.api.get("/zones");
		this.api.post("/accounts/{account}/access/tags", "{}");
		this.api.post("/accounts/{account}/access/tags", "{\"name\": \"postern\"}");

		assertThat(this.cloudflare.journal().writes()).extracting(JournalEntry::status).containsExactly(400, 201);
		assertThat(this.cloudflare.journal().committed()).extracting(JournalEntry::position).containsExactly(3);
		assertThat(this.cloudflare.journal().count(Calls.LIST_ZONES)).isEqualTo(1);
		assertThat(this.cloudflare.journal().matching(Calls.ANY_READ)).hasSize(1);
	}

	@Test
	void aRequestThatHangsIsThereAlready() {
		Fault hanging = this.cloudflare.faults().on(Calls.LIST_ZONES).hang();
		CompletableFuture<ApiClient.Reply> reply = CompletableFuture.supplyAsync(() -> this.api.get("/zones"));
		hanging.awaitFired();
		assertThat(this.cloudflare.journal().all()).singleElement().extracting(JournalEntry::status).isEqualTo(0);

		this.clock.goOn(Duration.ofSeconds(3));
		hanging.release();
		reply.join();

		assertThat(this.cloudflare.journal().all()).singleElement().satisfies((entry) -> {
			assertThat(entry.status()).isEqualTo(200);
			assertThat(entry.took()).isEqualTo(Duration.ofSeconds(3));
		});
	}

	@Test
	void aRequestThatEndsAfterClearLeavesNoTrace() {
		Fault hanging = this.cloudflare.faults().on(Calls.LIST_ZONES).hang();
		CompletableFuture<ApiClient.Reply> reply = CompletableFuture.supplyAsync(() -> this.api.get("/zones"));
		hanging.awaitFired();
		this.cloudflare.journal().clear();
		this.api.get("/accounts");
		hanging.release();
		reply.join();

		assertThat(this.cloudflare.journal().all()).singleElement()
			.satisfies((entry) -> assertThat(entry.toString()).isEqualTo("#1 GET /accounts → 200"));
	}

	@Test
	void theCommonCallsAreRecognised() {
		String account = "/accounts/" + FakeCloudflare.ACCOUNT;

		assertThat(matches(Calls.GET_TUNNEL, "GET", account + "/cfd_tunnel/x")).isTrue();
		assertThat(matches(Calls.GET_TUNNEL, "GET", account + "/cfd_tunnel/x/configurations")).isFalse();
		assertThat(matches(Calls.PUT_CONFIGURATION, "PUT", account + "/cfd_tunnel/x/configurations")).isTrue();
		assertThat(matches(Calls.VERIFY_TOKEN, "GET", "/user/tokens/verify")).isTrue();
		assertThat(matches(Calls.VERIFY_TOKEN, "GET", account + "/tokens/verify")).isTrue();
		assertThat(matches(Calls.WRITE_DNS, "POST", "/zones/z/dns_records")).isTrue();
		assertThat(matches(Calls.WRITE_DNS, "POST", "/zones/z/dns_records/batch")).isTrue();
		assertThat(matches(Calls.WRITE_DNS, "DELETE", "/zones/z/dns_records/r")).isTrue();
		assertThat(matches(Calls.WRITE_DNS, "GET", "/zones/z/dns_records/r")).isFalse();
		assertThat(matches(Calls.CREATE_DNS, "POST", "/zones/z/dns_records/batch")).isFalse();
		assertThat(matches(Calls.GET_APP, "GET", account + "/access/apps/x/policies")).isFalse();
	}

	private static boolean matches(CallMatcher matcher, String method, String path) {
		return matcher.matches(new Call(method, path, Map.of(), Map.of(), "", null));
	}

}
