package dev.postern.grants;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Until when logins may last, worked out from looks that come early, late or never. */
class GrantStandingTests {

	private static final int SEED = 12;

	private static final Instant START = GrantTests.NOW;

	/** Whatever was written and seen when: no login lasts longer than is said. */
	@Test
	void noLoginLastsLongerThanIsSaid() {
		Random random = new Random(SEED);
		int outlived = 0;
		for (int world = 0; world < 3_000; world++) {
			Instant end = START.plus(Duration.ofMinutes(5 + random.nextInt(300)));
			outlived += live(random, end) ? 1 : 0;
		}
		assertThat(outlived).as("worlds in which a login really lasted longer than its grant").isPositive();
	}

	private static boolean live(Random random, Instant end) {
		LoginSteps steps = LoginSteps.of(START, end);
		OptionalInt wanted = steps.minutesAt(START);
		GrantStanding known = standing(wanted);
		OptionalInt stands = OptionalInt.empty();
		Instant last = START;
		Instant now = START;
		boolean diligent = random.nextInt(3) > 0;
		while (known.goneAt() == null) {
			now = now.plusSeconds(1 + random.nextInt(diligent ? 30 : 900));
			OptionalInt next = now.isBefore(end) ? steps.minutesAt(now) : OptionalInt.empty();
			if (diligent || random.nextInt(3) == 0) {
				known = wanting(known, next);
				wanted = next;
			}
			if (diligent || random.nextInt(3) == 0) {
				stands = wanted;
			}
			if (stands.isPresent() && random.nextBoolean()) {
				Instant until = now.plus(Duration.ofMinutes(stands.getAsInt()));
				last = until.isAfter(last) ? until : last;
			}
			if (diligent || random.nextInt(3) == 0) {
				known = known.seen(stands, now);
			}
			Instant bound = now.plus(known.loginWhileNobodyLooks());
			Instant said = (known.sessionsUntil() != null && known.sessionsUntil().isAfter(bound))
					? known.sessionsUntil() : bound;
			assertThat(last).isBeforeOrEqualTo(said);
		}
		Instant until = known.sessionsUntil();
		assertThat(last).isBeforeOrEqualTo((until != null) ? until : START);
		if (diligent) {
			assertThat(last).as("while the portal lives").isBeforeOrEqualTo(end);
		}
		return last.isAfter(end);
	}

	private static GrantStanding standing(OptionalInt minutes) {
		return wanting(new GrantStanding(new GrantId(new UUID(0, 1)), new ServerId(new UUID(0, 2)),
				EmailAddress.of("eve@example.com"), null, 0, null, null, null, null, null), minutes);
	}

	/** As the database does it. */
	private static GrantStanding wanting(GrantStanding before, OptionalInt minutes) {
		@Nullable Integer shall = minutes.isPresent() ? minutes.getAsInt() : null;
		return new GrantStanding(before.grant(), before.server(), before.email(), shall,
				Math.max(before.mayMinutes(), minutes.orElse(0)), before.seenMinutes(), before.seenAt(),
				before.sessionsUntil(), before.goneAt(), before.tokensEndedAt());
	}

}
