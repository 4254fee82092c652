package dev.postern.identity.traces;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How addresses are written, those of IPv6 as RFC 5952 has it. */
public final class AddressText {

	private static final int GROUPS = 8;

	private AddressText() {
	}

	/** An address, or a range of them, in short; what is none stays as it is. */
	public static String of(String text) {
		String[] parts = text.split("/", 2);
		try {
			InetAddress address = InetAddress.ofLiteral(parts[0]);
			String written = (address instanceof Inet6Address six)
					? of(ByteBuffer.wrap(six.getAddress()).asShortBuffer()) : address.getHostAddress();
			return (parts.length > 1) ? written + "/" + parts[1] : written;
		}
		catch (IllegalArgumentException _) {
			return text;
		}
	}

	/**
	 * An address of IPv6 with all its zeros, as it was written before; what is none stays
	 * as it is.
	 */
	public static String inFull(String text) {
		try {
			return InetAddress.ofLiteral(text).getHostAddress();
		}
		catch (IllegalArgumentException _) {
			return text;
		}
	}

	/** Leaves out the longest run of zeros, the first of those that are equally long. */
	private static String of(ShortBuffer groups) {
		int start = GROUPS;
		int end = GROUPS;
		for (int i = 0; i < GROUPS; i++) {
			int zeros = i;
			while (zeros < GROUPS && groups.get(zeros) == 0) {
				zeros++;
			}
			if (zeros - i > Math.max(end - start, 1)) {
				start = i;
				end = zeros;
			}
		}
		return (start == GROUPS) ? written(groups, 0, GROUPS)
				: written(groups, 0, start) + "::" + written(groups, end, GROUPS);
	}

	private static String written(ShortBuffer groups, int start, int end) {
		return IntStream.range(start, end)
			.mapToObj((i) -> Integer.toHexString(Short.toUnsignedInt(groups.get(i))))
			.collect(Collectors.joining(":"));
	}

}
