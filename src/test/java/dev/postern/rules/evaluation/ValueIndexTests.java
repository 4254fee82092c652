package dev.postern.rules.evaluation;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.rules.Cidr;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ValueIndexTests {

	@Test
	void rangesHoldTheSameAddressesTogetherAsOneByOne() {
		Random random = new Random(7);
		for (int round = 0; round < 200; round++) {
			List<ValueSet> all = Stream.generate(() -> ranges(random))
				.limit(1 + random.nextInt(12))
				.<ValueSet>map(ValueSet.IpRanges::all)
				.toList();
			ValueIndex index = ValueIndex.of(all);
			Stream
				.of(all.stream().flatMap(ValueSet::representatives), Question.ADDRESS.otherRepresentatives(),
						Stream.generate(
								() -> ValueSet.sortableAddress(Cidr.parse(range(random)).orElseThrow().address(), 32))
							.limit(20))
				.flatMap((answers) -> answers)
				.forEach((answer) -> assertThat(index.of(answer).stream().boxed()).as(answer)
					.containsExactlyElementsOf(IntStream.range(0, all.size())
						.filter((i) -> all.get(i).contains(answer))
						.boxed()
						.toList()));
		}
	}

	private static List<ValueSet.IpRanges> ranges(Random random) {
		return Stream.generate(() -> ValueSet.IpRanges.of(Cidr.parse(range(random)).orElseThrow()))
			.limit(1 + random.nextInt(4))
			.toList();
	}

	private static String range(Random random) {
		return "%d.%d.0.0/%d".formatted(random.nextInt(4) * 85, random.nextInt(3), random.nextInt(33));
	}

}
