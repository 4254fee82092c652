package dev.postern.servicetokens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareServiceTokens;
import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.kernel.ServiceTokenId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/** What the daily look says, by a clock that stands still. */
@ExtendWith(OutputCaptureExtension.class)
class TokenExpiryWatchTests {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);

	private final CloudflareServiceTokens tokens = mock();

	private final TokenStore store = mock();

	private final Cloudflare cloudflare = mock();

	private final TokenUseLookup uses = mock();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ServiceTokensProperties properties = new ServiceTokensProperties(Duration.ofDays(14),
			Duration.ofDays(1));

	private final AccountTokens account = new AccountTokens(this.tokens,
			new TokenReconciliation(this.store, this.tokens), this.clock);

	private final TokenExpiryWatch watch = new TokenExpiryWatch(
			new TokenList(this.store, this.account, this.uses, this.properties, this.clock), this.account,
			this.cloudflare, this.properties, this.meters);

	@BeforeEach
	void background() {
		given(this.cloudflare.inBackground(any())).willAnswer((call) -> {
			Supplier<?> work = call.getArgument(0);
			return work.get();
		});
	}

	@Test
	void tellsWhichOnesEndSoonOrHaveEnded(CapturedOutput log) {
		given(this.store.all()).willReturn(List.of(machine(1, NOON.plus(Duration.ofDays(15))),
				machine(2, NOON.plus(Duration.ofDays(12))), machine(3, NOON.minusSeconds(1)), machine(4, null)));
		given(this.tokens.all()).willThrow(new CloudflareException.Unavailable("away"));

		this.watch.run();

		assertThat(log)
			.contains("A service token ends name=ci-2 state=EXPIRING", "A service token ends name=ci-3 state=EXPIRED")
			.doesNotContain("name=ci-1", "name=ci-4")
			.contains("can't be looked at said=away");
		assertThat(this.meters.get("postern.servicetokens.ending").gauge().value()).isEqualTo(2);
	}

	@Test
	void asksNothingWhereNoneWasMade() {
		given(this.store.all()).willReturn(List.of());

		this.watch.run();

		then(this.tokens).should(never()).all();
		assertThat(this.meters.get("postern.servicetokens.ending").gauge().value()).isZero();
	}

	@Test
	void learnsThatSomebodyExtendedOneInTheDashboard() {
		ManagedToken managed = machine(1, NOON.plus(Duration.ofDays(2)));
		ServiceToken now = new ServiceToken(token(1), managed.remoteName(), "c1.access", true,
				NOON.plus(Duration.ofDays(300)), null);
		given(this.store.all()).willReturn(List.of(managed));
		given(this.tokens.all()).willReturn(List.of(now));

		this.watch.run();

		then(this.store).should().seen(managed, now);
	}

	private static ManagedToken machine(int number, @Nullable Instant end) {
		Instant then = NOON.minus(Duration.ofDays(80));
		return new ManagedToken(new ManagedTokenId(new UUID(0, number)), "ci-" + number, Duration.ofDays(90),
				token(number), "c%d.access".formatted(number), end, "ada@example.com", then, then, null, null, null,
				null, null, null, true, null, null, 1);
	}

	private static ServiceTokenId token(int number) {
		return new ServiceTokenId(new UUID(1, number));
	}

}
