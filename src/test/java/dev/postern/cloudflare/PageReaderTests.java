package dev.postern.cloudflare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import dev.postern.cloudflare.CloudflareException.Unavailable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Lists are whole or an exception. */
class PageReaderTests {

	private final List<Integer> asked = new ArrayList<>();

	@Test
	void stopsAtTheLastOfTotalPages() {
		assertThat(read(2, (page) -> page(numbers(page, 2, 5), 2, null, 3))).containsExactly(1, 2, 3, 4, 5);
		assertThat(this.asked).containsExactly(1, 2, 3);
	}

	@Test
	void stopsWhenTheTotalIsReached() {
		assertThat(read(2, (page) -> page(numbers(page, 2, 4), 2, 4, null))).containsExactly(1, 2, 3, 4);
		assertThat(this.asked).containsExactly(1, 2);
	}

	@Test
	void goesByTheSizeThatCloudflareReallyUses() {
		assertThat(read(1000, (page) -> page(numbers(page, 2, 5), 2, 5, null))).containsExactly(1, 2, 3, 4, 5);
		assertThat(this.asked).containsExactly(1, 2, 3);
	}

	@Test
	void stopsAtAnEmptyPageWhenNothingIsSaidAboutTheTotal() {
		assertThat(read(2, (page) -> page(numbers(page, 2, 3), null, null, null))).containsExactly(1, 2, 3);
		assertThat(read(2, (page) -> new Envelope<>(numbers(page, 2, 3), null))).containsExactly(1, 2, 3);
		assertThat(this.asked).containsExactly(1, 2, 3, 1, 2, 3);
	}

	@Test
	void aTotalThatCountsOneFullPageDoesNotEndTheList() {
		assertThat(read(2, (page) -> {
			List<Integer> items = numbers(page, 2, 5);
			return page(items, 2, items.size(), 1);
		})).containsExactly(1, 2, 3, 4, 5);
		assertThat(this.asked).containsExactly(1, 2, 3, 4);
	}

	@Test
	void aTotalThatCountsOnePageIsNoSignOfALack() {
		assertThat(read(2, (page) -> {
			List<Integer> items = numbers(page, 2, 4);
			return page(items, null, items.size(), null);
		})).containsExactly(1, 2, 3, 4);
	}

	@Test
	void aFirstPageThatIsNotFullIsTakenForAllOfIt() {
		assertThat(read(1000, (page) -> page(List.of(1, 2), 1000, 2, 1))).containsExactly(1, 2);
		assertThat(this.asked).containsExactly(1);
	}

	@Test
	void anEmptyListTakesOnePage() {
		assertThat(read(2, (page) -> page(List.of(), 2, 0, 0))).isEmpty();
		assertThat(this.asked).containsExactly(1);
	}

	@Test
	void anObjectThatSlipsToTheNextPageCountsOnce() {
		assertThat(read(2, (page) -> page((page == 1) ? List.of(1, 2) : List.of(2, 3), 2, 3, 2))).containsExactly(1, 2,
				3);
	}

	@Test
	void aPageThatEndsTooEarlyIsNotKnownI3() {
		assertNotKnown(2, (page) -> page((page == 1) ? List.of(1, 2) : List.of(), 2, 5, 3));
		assertNotKnown(2, (page) -> page((page == 2) ? List.of(3) : numbers(page, 2, 6), 2, 6, 3));
		assertNotKnown(1000, (page) -> page(List.of(1, 2), 1000, 5, 1));
	}

	@Test
	void aListThatRepeatsItselfIsNotKnownI3() {
		assertNotKnown(2, (page) -> page(List.of(1, 2), 2, 100, 50));
		assertThat(this.asked).containsExactly(1, 2);
	}

	@Test
	void aListThatAnswersItsLastPageWhateverIsAskedForIsWhole() {
		assertThat(read(2, (page) -> page(numbers(Math.min(page, 2), 2, 4), 2, 4, null))).containsExactly(1, 2, 3, 4);
		assertThat(read(2, (page) -> page(List.of(1, 2), 2, 2, 1))).containsExactly(1, 2);
		assertThat(read(2, (page) -> page(List.of(1), null, null, null))).containsExactly(1);
		assertThat(read(1000, (page) -> new Envelope<>(List.of(1, 2), null))).containsExactly(1, 2);
		assertNotKnown(2, (page) -> new Envelope<>(List.of(1, 2), null));
	}

	@Test
	void aTotalOfNoneWithObjectsEndsAtAnEmptyPage() {
		assertThat(read(2, (page) -> page(numbers(page, 2, 3), 2, 0, 0))).containsExactly(1, 2, 3);
	}

	@Test
	void aListThatNeverEndsIsNotKnownI3() {
		assertNotKnown(1, (page) -> page(List.of(page), 1, null, null));
		assertThat(this.asked).hasSize(200);
	}

	@Test
	void aPageWithoutAListIsNotKnownI3() {
		assertNotKnown(2, (page) -> (page == 1) ? page(List.of(1, 2), 2, 4, 2) : page(null, 2, 4, 2));
	}

	@Test
	void aPageThatFailsFailsTheWholeListI3() {
		assertNotKnown(2, (page) -> {
			if (page == 2) {
				throw new Unavailable("lost");
			}
			return page(List.of(1, 2), 2, 4, 2);
		});
	}

	private void assertNotKnown(int size, IntFunction<Envelope<List<Integer>>> pages) {
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> read(size, pages));
	}

	private List<Integer> read(int size, IntFunction<Envelope<List<Integer>>> pages) {
		return PageReader.readAll("things", size, (thing) -> thing, (page) -> {
			this.asked.add(page);
			return pages.apply(page);
		});
	}

	private static List<Integer> numbers(int page, int size, int total) {
		return IntStream.rangeClosed((page - 1) * size + 1, Math.min(page * size, total)).boxed().toList();
	}

	private static Envelope<List<Integer>> page(@Nullable List<Integer> items, @Nullable Integer perPage,
			@Nullable Integer totalCount, @Nullable Integer totalPages) {
		return new Envelope<>(items, new Envelope.ResultInfo(perPage, totalCount, totalPages));
	}

}
