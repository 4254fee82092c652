package dev.postern.history.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.postern.history.Gap;
import dev.postern.history.search.Figures;
import dev.postern.history.search.LoginCount;
import dev.postern.history.search.LoginFilter;
import dev.postern.history.search.Terms;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ChartTests {

	private static final Instant NOW = Instant.parse("2026-11-22T12:30:00Z");

	private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

	@ParameterizedTest
	@CsvSource({ "1, HOURS, 25", "3, HOURS, 73", "4, DAYS, 5", "92, DAYS, 93", "93, WEEKS, 14", "550, WEEKS, 79",
			"551, MONTHS, 19", "3650, MONTHS, 121" })
	void stretchesAreAsLongAsSuitsTheTime(int days, Chart.Unit unit, int bars) {
		Chart.Stretch stretch = Chart.stretch(filter(NOW.minus(Duration.ofDays(days)), null),
				Optional.of(Instant.EPOCH), NOW);

		assertThat(stretch.unit()).isEqualTo(unit);
		assertThat(stretch.bounds(ZoneOffset.UTC)).hasSize(bars + 1).endsWith(NOW).isSorted();
	}

	@Test
	void daysAreThoseOfTheReader() {
		Chart.Stretch stretch = Chart.stretch(filter(NOW.minus(Duration.ofDays(7)), null), Optional.of(Instant.EPOCH),
				NOW);

		assertThat(stretch.bounds(TOKYO)).first().isEqualTo(Instant.parse("2026-11-14T15:00:00Z"));
	}

	@Test
	void timeBeforeTheFirstLoginAndAfterNowIsNotDrawn() {
		Instant begins = NOW.minus(Duration.ofDays(2));

		assertThat(Chart.stretch(filter(Instant.EPOCH, NOW.plus(Duration.ofDays(9))), Optional.of(begins), NOW))
			.isEqualTo(new Chart.Stretch(begins, NOW));
		assertThat(Chart.stretch(filter(null, begins.minusSeconds(5)), Optional.of(begins), NOW).bounds(TOKYO))
			.hasSize(2);
		assertThat(Chart.stretch(LoginFilter.EVERYTHING, Optional.empty(), NOW).from()).isBefore(NOW);
	}

	@Test
	void i14WhereLoginsMayBeMissingItIsSaidAndNotTakenForNone() {
		List<LoginCount> counts = IntStream.range(0, 5)
			.mapToObj((i) -> new LoginCount(NOW.plus(Duration.ofDays(i)), NOW.plus(Duration.ofDays(i + 1)), i % 2, 0))
			.toList();
		Gap lost = new Gap(NOW.plus(Duration.ofHours(25)), NOW.plus(Duration.ofHours(48)), Gap.State.LOST, null);
		Gap filled = new Gap(NOW, NOW.plus(Duration.ofHours(1)), Gap.State.FILLED, null);
		Gap open = new Gap(NOW.plus(Duration.ofDays(4)), null, Gap.State.OPEN, null);

		Chart chart = Chart.of(new Figures(counts, 1, 0, false), Chart.Unit.DAYS, List.of(open, lost, filled), TOKYO);

		assertThat(chart.bars()).extracting(Chart.Bar::incomplete).containsExactly(false, true, false, false, true);
		assertThat(chart.rows()).extracting(Chart.Bar::start)
			.containsExactly(counts.get(1).start(), counts.get(3).start(), counts.get(4).start());
		JsonNode drawn = JsonMapper.shared().readTree(chart.figures());
		assertThat(drawn.valueStream().mapToLong((bar) -> bar.path(1).asLong()).sum())
			.isEqualTo(chart.rows().stream().mapToLong(Chart.Bar::allowed).sum());
		assertThat(drawn.get(1).path(3).asInt()).isOne();
	}

	private static LoginFilter filter(@Nullable Instant from, @Nullable Instant to) {
		return new LoginFilter(from, to, Terms.open(), Terms.open(), Terms.open(), Terms.open(), Terms.open(),
				Terms.open());
	}

}
