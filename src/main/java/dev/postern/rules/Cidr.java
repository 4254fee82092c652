package dev.postern.rules;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A range of IP addresses, parsed without asking any name service. Host bits stay as
 * written.
 *
 * @param bits how long an address is: 32 or 128
 * @param prefix how many bits from the left name the network
 */
public record Cidr(BigInteger address, int bits, int prefix) {

	private static final int V4_BITS = 32;

	private static final int V6_BITS = 128;

	private static final int V6_GROUPS = 8;

	/** The 96-bit prefix of an IPv4-mapped IPv6 address (RFC 4291), without its zeros. */
	private static final BigInteger MAPPED = BigInteger.valueOf(0xffff);

	/** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or one address. */
	public static Optional<Cidr> parse(String text) {
		String stripped = text.strip();
		int slash = stripped.indexOf('/');
		String address = (slash < 0) ? stripped : stripped.substring(0, slash);
		boolean v6 = address.indexOf(':') >= 0;
		int bits = v6 ? V6_BITS : V4_BITS;
		List<Integer> groups = v6 ? v6(address) : v4(address);
		int prefix = (slash < 0) ? bits : number(stripped.substring(slash + 1), bits);
		if (groups.isEmpty() || prefix < 0) {
			return Optional.empty();
		}
		BigInteger value = BigInteger.ZERO;
		for (int group : groups) {
			value = value.shiftLeft(16).or(BigInteger.valueOf(group));
		}
		return Optional.of(new Cidr(value, bits, prefix));
	}

	/** Turns IPv4-mapped IPv6 addresses into the IPv4 addresses that they stand for. */
	public Cidr unmapped() {
		boolean mapped = this.bits == V6_BITS && this.prefix >= V6_BITS - V4_BITS
				&& this.address.shiftRight(V4_BITS).equals(MAPPED);
		return mapped
				? new Cidr(this.address.subtract(MAPPED.shiftLeft(V4_BITS)), V4_BITS, this.prefix - (V6_BITS - V4_BITS))
				: this;
	}

	/** The lowest address of the range. */
	public BigInteger first() {
		return this.address.shiftRight(this.bits - this.prefix).shiftLeft(this.bits - this.prefix);
	}

	/** The address that follows the highest one of the range. */
	public BigInteger end() {
		return first().add(BigInteger.ONE.shiftLeft(this.bits - this.prefix));
	}

	/** Groups of 16 bits; empty when the text is not an address. */
	private static List<Integer> v4(String text) {
		List<Integer> bytes = text.codePoints().filter((c) -> c == '.').count() != 3 ? List.of()
				: List.of(text.split("\\.", -1)).stream().map((part) -> number(part, 255)).toList();
		boolean readable = !bytes.isEmpty() && bytes.stream().allMatch((value) -> value >= 0);
		return readable ? List.of(bytes.get(0) << 8 | bytes.get(1), bytes.get(2) << 8 | bytes.get(3)) : List.of();
	}

	private static List<Integer> v6(String text) {
		int gap = text.indexOf("::");
		List<Integer> head = groups((gap < 0) ? "" : text.substring(0, gap), false);
		List<Integer> tail = groups((gap < 0) ? text : text.substring(gap + 2), true);
		int missing = V6_GROUPS - head.size() - tail.size();
		boolean readable = !head.contains(-1) && !tail.contains(-1) && ((gap < 0) ? missing == 0 : missing > 0);
		if (!readable) {
			return List.of();
		}
		List<Integer> groups = new ArrayList<>(head);
		groups.addAll(Collections.nCopies(missing, 0));
		groups.addAll(tail);
		return groups;
	}

	/** Holds -1 where a group cannot be read. */
	private static List<Integer> groups(String text, boolean endsTheAddress) {
		if (text.isEmpty()) {
			return List.of();
		}
		List<String> parts = List.of(text.split(":", -1));
		List<Integer> groups = new ArrayList<>();
		for (int i = 0; i < parts.size(); i++) {
			List<Integer> dotted = (endsTheAddress && i == parts.size() - 1) ? v4(parts.get(i)) : List.of();
			groups.addAll(dotted.isEmpty() ? List.of(group(parts.get(i))) : dotted);
		}
		return groups;
	}

	private static int group(String text) {
		boolean hexadecimal = !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(HexFormat::isHexDigit);
		return hexadecimal ? HexFormat.fromHexDigits(text) : -1;
	}

	private static int number(String text, int most) {
		boolean decimal = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch((c) -> c >= '0' && c <= '9')
				&& (text.length() == 1 || !text.startsWith("0"));
		return (decimal && Integer.parseInt(text) <= most) ? Integer.parseInt(text) : -1;
	}

	/** The shortest usual way to write it (RFC 5952), always with the prefix length. */
	@Override
	public String toString() {
		return ((this.bits == V4_BITS) ? dotted(this.address) : compressed()) + "/" + this.prefix;
	}

	private static String dotted(BigInteger address) {
		return IntStream.of(24, 16, 8, 0)
			.mapToObj((shift) -> Integer.toString(address.shiftRight(shift).intValue() & 0xff))
			.collect(Collectors.joining("."));
	}

	private String compressed() {
		if (this.address.shiftRight(V4_BITS).equals(MAPPED)) {
			return "::ffff:" + dotted(this.address);
		}
		List<Integer> groups = IntStream.range(0, V6_GROUPS)
			.mapToObj((i) -> this.address.shiftRight(16 * (V6_GROUPS - 1 - i)).intValue() & 0xffff)
			.toList();
		for (int length = V6_GROUPS; length > 1; length--) {
			int start = Collections.indexOfSubList(groups, Collections.nCopies(length, 0));
			if (start >= 0) {
				return hex(groups.subList(0, start)) + "::" + hex(groups.subList(start + length, V6_GROUPS));
			}
		}
		return hex(groups);
	}

	private static String hex(List<Integer> groups) {
		return groups.stream().map(Integer::toHexString).collect(Collectors.joining(":"));
	}

}
