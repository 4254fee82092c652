package dev.postern.kernel.lists;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Page;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SortedRowsTests {

	private static final List<String> COLUMNS = List.of("name", "login");

	@ParameterizedTest
	@ValueSource(strings = { "login", "-login", "name", "-name" })
	void partsNeitherRepeatNorHideAmongTiesAndRowsWithoutAValue(String sort) {
		List<Row> rows = new ArrayList<>(IntStream.range(0, 60)
			.mapToObj((i) -> new Row("r%02d".formatted(i), (i % 3 == 0) ? null : "t" + i % 4))
			.toList());
		Collections.shuffle(rows, new Random(1));
		SortedRows<Row> sorted = sorted(sort);

		List<Row> whole = sorted.part(rows, null, 60).items();
		for (int size : new int[] { 1, 7, 20, 59 }) {
			assertThat(walked(sorted, rows, size)).isEqualTo(whole);
		}
		if (sort.endsWith("login")) {
			assertThat(whole.subList(40, 60)).allMatch((row) -> row.login() == null).extracting(Row::name).isSorted();
			assertThat(whole.getFirst().login()).isEqualTo(sort.startsWith("-") ? "t3" : "t0");
		}
	}

	@Test
	void goesOnWhereItEndedThoughThatRowHasGone() {
		List<Row> rows = new ArrayList<>(List.of(new Row("a", "1"), new Row("b", "1"), new Row("c", "2")));
		String next = sorted("login").part(rows, null, 2).next();
		rows.remove(1);
		rows.addFirst(new Row("aa", "0"));

		assertThat(sorted("login").part(rows, next, 2).items()).containsExactly(new Row("c", "2"));
	}

	@Test
	void aCursorOfAnotherOrderIsRefused() {
		String next = sorted("login").part(List.of(new Row("a", "1"), new Row("b", "1")), null, 1).next();
		for (String cursor : List.of("x", "!!", String.valueOf(next))) {
			assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> sorted("-login").part(List.of(), cursor, 1))
				.withMessageContaining("kernel.error.cursor");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "size", "--name", "-", "name,login", "NAME" })
	void anOrderThatIsNoneIsRefused(String sort) {
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> ListOrder.of(sort, "name", COLUMNS))
			.withMessageContaining("kernel.error.sort");
		assertThat(ListOrder.of(" ", "-login", COLUMNS)).isEqualTo(new ListOrder("login", true));
	}

	private static List<Row> walked(SortedRows<Row> sorted, List<Row> rows, int size) {
		List<Row> walked = new ArrayList<>();
		String cursor = null;
		do {
			Page<Row> page = sorted.part(rows, cursor, size);
			walked.addAll(page.items());
			cursor = page.next();
		}
		while (cursor != null && walked.size() <= rows.size());
		return walked;
	}

	private static SortedRows<Row> sorted(String sort) {
		ListOrder order = ListOrder.of(sort, "name", COLUMNS);
		return new SortedRows<>(order, order.column().equals("name") ? Row::name : Row::login, Row::name);
	}

	private record Row(String name, @Nullable String login) {
	}

}
