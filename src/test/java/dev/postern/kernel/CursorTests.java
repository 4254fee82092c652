package dev.postern.kernel;

import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CursorTests {

	private static final Place START = new Place(Cursor.END_OF_TIME, Cursor.LAST_ID);

	@Test
	void noCursorIsTheBeginning() {
		assertThat(read(null)).isEqualTo(START);
		assertThat(read("")).isEqualTo(START);
	}

	@Test
	void leadsBackToTheRowItWasMadeOf() {
		Place place = new Place(Instant.parse("2026-11-22T10:15:30.123456Z"), UUID.randomUUID());

		assertThat(read(Cursor.after(place.at(), place.id()))).isEqualTo(place);
		assertThat(Cursor.read(Cursor.after("Zoë & Søn"), "", Cursor.Key::text)).isEqualTo("Zoë & Søn");
		assertThat(Cursor.read(Cursor.after(42L), 0L, Cursor.Key::number)).isEqualTo(42L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "2026-11-22T10:15:30Z", "2026-11-22T10:15:30Z\0x",
			"1969-12-31T23:59:59Z\0" + "11111111-1111-1111-1111-111111111111",
			"+99999-01-01T00:00:00Z\0" + "11111111-1111-1111-1111-111111111111",
			"2026-11-22T10:15:30Z\0" + "11111111-1111-1111-1111-111111111111\0more" })
	void refusesWhatNoListHasGivenOut_I15(String key) {
		refuses("A" + Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8)));
		if (!key.isEmpty()) {
			refuses(Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8)));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "!", "a b", "_w", "%00", "\u00e9" })
	void refusesWhatIsNoCursorAtAll_I15(String text) {
		refuses(text);
		refuses("Q".repeat(10_000));
	}

	private static void refuses(String text) {
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> read(text))
			.satisfies((ex) -> assertThat(ex.problems()).singleElement()
				.satisfies((problem) -> assertThat(problem.field()).isEqualTo("cursor")));
	}

	private static Place read(@Nullable String text) {
		return Cursor.read(text, START, (key) -> new Place(key.instant(), key.uuid()));
	}

	private record Place(Instant at, UUID id) {
	}

}
