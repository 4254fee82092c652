package dev.postern.fake.contract;

import java.time.Duration;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.account.ApiToken;
import dev.postern.fake.api.Permission;
import dev.postern.kernel.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The request budget. */
class RateLimitTests {

	private final SettableClock clock = new SettableClock();

	private final FakeCloudflare cloudflare = FakeCloudflare.start(this.clock);

	private final ApiClient api = ApiClient.of(this.cloudflare);

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void everythingFailsUntilTheWindowIsOver() {
		this.cloudflare.behaviour().quota(3);
		for (int i = 0; i < 3; i++) {
			assertThat(this.api.get("/accounts").status()).isEqualTo(200);
		}
		this.clock.goOn(Duration.ofMinutes(2));

		ApiClient.Reply refused = this.api.post("/accounts/{account}/access/tags", "{\"name\": \"postern\"}");

		assertThat(refused.problem()).isEqualTo("429 971 Please wait and consider throttling your request speed");
		assertThat(refused.header("Retry-After")).isEqualTo("180");
		assertThat(this.cloudflare.state().tags()).isEmpty();

		this.clock.goOn(Duration.ofMinutes(3));
		assertThat(this.api.get("/accounts").status()).isEqualTo(200);
	}

	@Test
	void allTokensAndKeysOfAUserShareOneBudgetAndOneOfTheAccountHasItsOwn() {
		this.cloudflare.behaviour().quota(2);
		ApiClient second = ApiClient.of(this.cloudflare);
		ApiClient ofAccount = ApiClient.with(this.cloudflare,
				this.cloudflare.addToken(ApiToken.with(Permission.values()).ownedByAccount()));

		this.api.get("/accounts");
		second.get("/accounts");

		assertThat(this.api.get("/accounts").status()).isEqualTo(429);
		assertThat(second.get("/accounts").status()).isEqualTo(429);
		assertThat(ofAccount.get("/accounts").status()).isEqualTo(200);
	}

	@Test
	void theHeadersSayTheQuotaButDoNotCountAsRecorded() {
		this.api.get("/accounts");

		ApiClient.Reply reply = this.api.get("/accounts");

		assertThat(reply.header("Ratelimit-Policy")).isEqualTo("\"default\";q=1200;w=300");
		assertThat(reply.header("Ratelimit")).isEqualTo("\"default\";r=1199;t=1");
		assertThat(this.api.get("/zones").header("Ratelimit-Policy")).startsWith("\"list_zones\"");
	}

	@Test
	void theHeadersCountAsDocumentedWhenTold() {
		this.cloudflare.behaviour().countingRatelimitHeader();
		this.api.get("/accounts");
		this.clock.goOn(Duration.ofSeconds(10));

		assertThat(this.api.get("/accounts").header("Ratelimit")).isEqualTo("\"default\";r=1198;t=290");
	}

	@Test
	void refusalsCarryTheHeadersToo() {
		assertThat(this.api.get("/zones/ffffffffffffffffffffffffffffffff").header("Ratelimit-Policy")).isNotEmpty();
	}

}
