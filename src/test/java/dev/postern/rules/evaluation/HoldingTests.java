package dev.postern.rules.evaluation;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.rules.Cidr;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HoldingTests {

	@Test
	void rangesHoldTheSameAddressesTogetherAsOneByOne() {
		Random random = new Random(7);
		for (int round = 0; round < 200; round++) {
			List<Values> all = Stream.generate(() -> ranges(random))
				.limit(1 + random.nextInt(12))
				.<Values>map(Values.Ranges::all)
				.toList();
			Holding holding = Holding.of(all);
			Stream
				.of(all.stream().flatMap(Values::named), Question.ADDRESS.unnamed(),
						Stream.generate(() -> Values.text(Cidr.parse(range(random)).orElseThrow().address(), 32))
							.limit(20))
				.flatMap((answers) -> answers)
				.forEach((answer) -> assertThat(holding.of(answer).stream().boxed()).as(answer)
					.containsExactlyElementsOf(
							IntStream.range(0, all.size()).filter((i) -> all.get(i).has(answer)).boxed().toList()));
		}
	}

	private static List<Values.Ranges> ranges(Random random) {
		return Stream.generate(() -> Values.Ranges.of(Cidr.parse(range(random)).orElseThrow()))
			.limit(1 + random.nextInt(4))
			.toList();
	}

	private static String range(Random random) {
		return "%d.%d.0.0/%d".formatted(random.nextInt(4) * 85, random.nextInt(3), random.nextInt(33));
	}

}
