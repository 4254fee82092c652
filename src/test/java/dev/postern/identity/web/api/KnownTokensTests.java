package dev.postern.identity.web.api;

import java.time.Duration;

import dev.postern.kernel.SettableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KnownTokensTests {

	private final SettableClock clock = new SettableClock();

	private final KnownTokens tokens = new KnownTokens(this.clock);

	@Test
	void tokenIsKnownForAWhile() {
		this.tokens.remember("good");

		assertThat(this.tokens.isShownIn("Bearer good")).isTrue();
		assertThat(this.tokens.isShownIn("bearer good")).isTrue();
		this.clock.goOn(KnownTokens.LATELY);
		assertThat(this.tokens.isShownIn("Bearer good")).isFalse();
	}

	@Test
	void tokenThatIsShownAgainStaysKnown() {
		this.tokens.remember("good");
		this.clock.goOn(KnownTokens.LATELY.minus(Duration.ofSeconds(1)));
		this.tokens.remember("good");
		this.clock.goOn(Duration.ofMinutes(5));

		assertThat(this.tokens.isShownIn("Bearer good")).isTrue();
	}

	@Test
	void tokenThatWasRefusedAndAnyOtherIsNotKnown() {
		this.tokens.remember("good");
		this.tokens.forget("good");

		assertThat(this.tokens.isShownIn("Bearer good")).isFalse();
		assertThat(this.tokens.isShownIn("Bearer another")).isFalse();
		assertThat(this.tokens.isShownIn("Basic good")).isFalse();
		assertThat(this.tokens.isShownIn(null)).isFalse();
	}

}
