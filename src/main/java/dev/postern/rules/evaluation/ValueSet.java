package dev.postern.rules.evaluation;

import java.math.BigInteger;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.rules.Cidr;

/** A set of answers to one question; answers are texts. */
sealed interface ValueSet {

	/** The lowest IPv4 address. */
	String FIRST_V4 = sortableAddress(BigInteger.ZERO, 32);

	String FIRST_V6 = sortableAddress(BigInteger.ZERO, 128);

	String NO_CERTIFICATE = "none";

	/** In front of the common name of a certificate. */
	String COMMON_NAME = "CN=";

	boolean contains(String answer);

	/**
	 * Answers that represent the set: at least one for each part into which it divides
	 * all answers.
	 */
	Stream<String> representatives();

	static String yesOrNo(boolean yes) {
		return yes ? "yes" : "no";
	}

	/**
	 * Writes an IP address so that texts sort as addresses do; IPv4 sorts before IPv6.
	 */
	static String sortableAddress(BigInteger address, int bits) {
		String digits = address.toString(16);
		return ((bits == 32) ? "4:" : "6:") + "0".repeat(bits / 4 - digits.length()) + digits;
	}

	/** Exactly these answers. */
	record Only(Set<String> texts) implements ValueSet {

		static Only of(String... texts) {
			return new Only(Set.of(texts));
		}

		@Override
		public boolean contains(String answer) {
			return this.texts.contains(answer);
		}

		@Override
		public Stream<String> representatives() {
			return this.texts.stream();
		}

		static Only all(Collection<Only> parts) {
			return new Only(parts.stream().flatMap((part) -> part.texts.stream()).collect(Collectors.toSet()));
		}

	}

	/** All answers except one. */
	record AllBut(String text) implements ValueSet {

		@Override
		public boolean contains(String answer) {
			return !answer.equals(this.text);
		}

		@Override
		public Stream<String> representatives() {
			return Stream.of(this.text);
		}

	}

	/** E-mail addresses, and domains with their {@code @} in front. */
	record EmailAddresses(Set<String> texts) implements ValueSet {

		@Override
		public boolean contains(String answer) {
			int at = answer.lastIndexOf('@');
			return this.texts.contains(answer) || (at >= 0 && this.texts.contains(answer.substring(at)));
		}

		@Override
		public Stream<String> representatives() {
			return this.texts.stream();
		}

		static EmailAddresses all(Collection<EmailAddresses> parts) {
			Set<String> texts = new HashSet<>();
			parts.forEach((part) -> texts.addAll(part.texts));
			return new EmailAddresses(texts);
		}

	}

	/**
	 * Ranges of IP addresses that do not touch.
	 *
	 * @param ends the end of each range, which is not in it, by its beginning; apart
	 */
	record IpRanges(NavigableMap<String, String> ends) implements ValueSet {

		static IpRanges of(Cidr range) {
			boolean toTheLast = range.end().bitLength() > range.bits();
			String beginning = sortableAddress(range.first(), range.bits());
			String end = toTheLast ? beginning.charAt(0) + ";" : sortableAddress(range.end(), range.bits());
			return new IpRanges(new TreeMap<>(Map.of(beginning, end)));
		}

		@Override
		public boolean contains(String answer) {
			var before = this.ends.floorEntry(answer);
			return before != null && answer.compareTo(before.getValue()) < 0;
		}

		@Override
		public Stream<String> representatives() {
			return Stream.concat(this.ends.keySet().stream(),
					this.ends.values().stream().filter((end) -> !end.endsWith(";")));
		}

		static IpRanges all(Collection<IpRanges> parts) {
			TreeMap<String, String> sorted = new TreeMap<>();
			parts.forEach((part) -> part.ends.forEach((from, end) -> sorted.merge(from, end, IpRanges::later)));
			TreeMap<String, String> apart = new TreeMap<>();
			sorted.forEach((from, end) -> {
				var last = apart.lastEntry();
				if (last != null && from.compareTo(last.getValue()) <= 0) {
					apart.put(last.getKey(), later(last.getValue(), end));
				}
				else {
					apart.put(from, end);
				}
			});
			return new IpRanges(apart);
		}

		private static String later(String one, String other) {
			return (one.compareTo(other) >= 0) ? one : other;
		}

	}

}
