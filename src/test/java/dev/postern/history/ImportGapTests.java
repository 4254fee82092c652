package dev.postern.history;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.history.Gap.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.postern.history.LoginHistoryExtension.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ImportGapTests {

	@RegisterExtension
	static final LoginHistoryExtension history = new LoginHistoryExtension();

	@Test
	void i14PauseLongerThanCloudflareKeepsLoginsIsALostGap() {
		history.importAt(NOON);
		Instant back = NOON.plus(Duration.ofHours(30));
		history.log().add("a", back.minus(Duration.ofHours(23)));

		history.importAt(back);

		assertThat(history.rays()).containsExactly("a");
		assertThat(history.overview().gaps(null, null))
			.containsExactly(new Gap(NOON, back.minus(Duration.ofHours(24)), State.LOST, null));
		history.importAt(back.plusSeconds(60));
		assertThat(history.overview().gaps(null, null)).hasSize(1);
	}

	@Test
	void i14LostGapIsNotedOnceAlthoughTheImportAfterItCrashes() {
		history.importAt(NOON);
		Instant back = NOON.plus(Duration.ofHours(30));
		IntStream.range(0, 1500).forEach((i) -> history.log().add("e" + i, back.minusSeconds(3000 - i)));
		history.log().beforeRead(2, () -> {
			throw new IllegalStateException("crash");
		});
		assertThatIllegalStateException().isThrownBy(() -> history.importAt(back));

		history.importAt(back.plusSeconds(60));

		assertThat(history.rays()).hasSize(1500).doesNotHaveDuplicates();
		assertThat(history.overview().gaps(null, null)).extracting(Gap::state).containsOnlyOnce(State.LOST);
	}

	@Test
	void i14LongOutageIsAnOpenGapThatIsFilledLater() {
		history.importAt(NOON);
		history.log().failing(new CloudflareException.Unavailable("no answer"));
		for (int minute = 1; minute <= 12; minute++) {
			history.importAt(NOON.plusSeconds(minute * 60L));
		}
		assertThat(history.overview().gaps(null, null))
			.containsExactly(new Gap(NOON, null, State.OPEN, ImportFailure.UNREACHABLE));
		assertThat(history.overview().state().failure()).isEqualTo(ImportFailure.UNREACHABLE);
		assertThat(history.overview().state().failureMessage()).isEqualTo("no answer");
		assertThat(history.overview().state().failingSince()).isEqualTo(NOON.plusSeconds(60));

		history.log().working().add("a", NOON.plusSeconds(90));
		history.importAt(NOON.plusSeconds(900));

		assertThat(history.rays()).containsExactly("a");
		assertThat(history.overview().gaps(null, null))
			.containsExactly(new Gap(NOON, NOON.plusSeconds(900), State.FILLED, ImportFailure.UNREACHABLE));
		assertThat(history.overview().state().failure()).isNull();
	}

	@Test
	void i14OutageLongerThanTheRetentionIsALostGapWithItsCause() {
		history.importAt(NOON);
		history.log().failing(new CloudflareException.Unauthorized("lacks Access: Audit Logs Read"));
		history.importAt(NOON.plusSeconds(60));
		history.importAt(NOON.plusSeconds(1200));
		Instant back = NOON.plus(Duration.ofHours(25));
		history.log().working();

		history.importAt(back);

		assertThat(history.overview().gaps(null, null))
			.containsExactly(new Gap(NOON, back.minus(Duration.ofHours(24)), State.LOST, ImportFailure.NOT_ALLOWED));
	}

	@Test
	void i14SilenceIsAGapEvenWhileNobodyImports() {
		history.importAt(NOON);

		history.now(NOON.plus(Duration.ofMinutes(11)));

		assertThat(history.overview().gaps(null, null)).containsExactly(new Gap(NOON, null, State.OPEN, null));
	}

	@Test
	void shortTroubleIsNoGap() {
		history.importAt(NOON);
		history.log().failing(new CloudflareException.Throttled("budget", Duration.ofSeconds(30)));
		history.importAt(NOON.plusSeconds(60));
		history.importAt(NOON.plusSeconds(120));

		assertThat(history.overview().gaps(null, null)).isEmpty();
	}

}
