package dev.postern.rules;

import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where on the internet an address may lie, as far as some ranges tell places apart. */
final class Stretches {

	private Stretches() {
	}

	/**
	 * Every set of ranges that one address can lie in at once. Between two neighbouring
	 * ends of ranges nothing changes, so one address stands for each such stretch.
	 */
	static List<Set<String>> of(Collection<String> ranges) {
		List<Named> all = ranges.stream().map(Named::of).toList();
		return IntStream.of(32, 128).boxed().flatMap((bits) -> of(all, bits)).distinct().toList();
	}

	private static Stream<Set<String>> of(List<Named> all, int bits) {
		List<Named> family = all.stream().filter((range) -> range.cidr().bits() == bits).toList();
		Set<BigInteger> starts = new LinkedHashSet<>();
		starts.add(BigInteger.ZERO);
		family.forEach((range) -> {
			starts.add(range.first());

		});
		return starts.stream()
			.filter((address) -> address.bitLength() <= bits)
			.map((address) -> family.stream()
				.filter((range) -> range.holds(address))
				.map(Named::text)
				.collect(Collectors.toUnmodifiableSet()));
	}

	private record Named(String text, Cidr cidr, BigInteger first, BigInteger end) {

		static Named of(String text) {
			Cidr cidr = Cidr.parse(text).orElseThrow();
			return new Named(text, cidr, cidr.first(), cidr.end());
		}

		boolean holds(BigInteger address) {
			return address.compareTo(this.first) >= 0 && address.compareTo(this.end) < 0;
		}

	}

}
