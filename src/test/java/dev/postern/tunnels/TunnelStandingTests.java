package dev.postern.tunnels;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TunnelStandingTests {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private static final TunnelId OFFICE = TunnelId.of("f70ff985-a4ef-4643-bbbc-4a0ed4fc8415");

	private static final TunnelId LAB = TunnelId.of("11111111-a4ef-4643-bbbc-4a0ed4fc8415");

	@ParameterizedTest
	@CsvSource({ "HEALTHY, 7, 7, WORKS, false", "HEALTHY, 8, 7, WORKS, false", "HEALTHY, 6, 7, BEHIND, true",
			"HEALTHY, , 7, RULE_NOT_KNOWN, false", "HEALTHY, , , WORKS, false", "DEGRADED, 7, 7, WEAK, false",
			"DEGRADED, 6, 7, BEHIND, true", "DOWN, , 7, DOWN, true", "INACTIVE, , , NEVER_RAN, true",
			"DELETED, , 7, GONE, true", "LOCAL_FILE, , 7, FILE, false", "UNKNOWN, , 7, NOT_KNOWN, false" })
	void saysWhatIsMeantForARule(TunnelStanding.State state, @Nullable Integer applied, @Nullable Integer rule,
			Connection.State expected, boolean cutOff) {
		Standings standings = new Standings(Map.of(OFFICE, new TunnelStanding(state, NOON, applied)), NOON);

		Connection connection = standings.connection(OFFICE, rule);

		assertThat(connection.state()).isEqualTo(expected);
		assertThat(connection.seenAt()).isEqualTo(NOON);
		assertThat(connection.cutOff()).isEqualTo(cutOff);
		Integer limit = standings.limits().get(OFFICE);
		assertThat(limit != null && ((rule != null) ? rule : 0) > limit).as("the same said by its limit")
			.isEqualTo(cutOff);
	}

	@Test
	void whatRanAnHourAgoIsNotKnownToRunAndWhatDidNotStaysCutOff() {
		Instant later = NOON.plus(Duration.ofMinutes(61));
		Standings standings = new Standings(Map.of(OFFICE, new TunnelStanding(TunnelStanding.State.HEALTHY, NOON, 6),
				LAB, new TunnelStanding(TunnelStanding.State.DOWN, NOON, null)), later);

		assertThat(standings.connection(OFFICE, 7).state()).isEqualTo(Connection.State.STALE);
		assertThat(standings.connection(LAB, 7).state()).isEqualTo(Connection.State.DOWN);
		assertThat(standings.limits()).containsOnlyKeys(LAB);
	}

	@Test
	void ofWhatNobodyHasLookedAtNothingIsKnown() {
		Connection connection = new Standings(Map.of(), NOON).connection(OFFICE, 7);

		assertThat(connection).isEqualTo(new Connection(Connection.State.NOT_KNOWN, null));
		assertThat(connection.cutOff() || connection.works()).isFalse();
	}

}
