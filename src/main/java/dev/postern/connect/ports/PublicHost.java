package dev.postern.connect.ports;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.postern.identity.traces.AddressText;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * What somebody gave as the public address of a server.
 *
 * @param text the name, or the address in its usual form
 * @param literal {@code null} for a name
 */
record PublicHost(String text, @Nullable InetAddress literal) {

	static final String FIELD = "address";

	/** The longest name, and more than any address. */
	private static final int LONGEST = 253;

	/** Four whole numbers: other ways to write an address are read in different ways. */
	private static final Pattern V4 = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

	private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

	/**
	 * Reads it.
	 * @throws InvalidInput when it is neither an address nor a name
	 */
	static PublicHost of(@Nullable String given) {
		String text = (given != null) ? given.strip() : "";
		String shown = text.substring(0, Math.min(text.length(), LONGEST));
		String bare = (text.startsWith("[") && text.endsWith("]")) ? text.substring(1, text.length() - 1) : text;
		try {
			if (V4.matcher(bare).matches() || V6.matcher(bare).matches()) {
				InetAddress address = InetAddress.ofLiteral(bare);
				return new PublicHost(AddressText.of(address.getHostAddress()), address);
			}
			return Optional.of(Hostname.of(text).value())
				.filter((name) -> !endsInNumber(name))
				.map((name) -> new PublicHost(name, null))
				.orElseThrow(() -> InvalidInput.of(FIELD, shown, "connect.ports.address.shape"));
		}
		catch (IllegalArgumentException ex) {
			throw InvalidInput.of(FIELD, shown, "connect.ports.address.shape");
		}
	}

	/** Such a thing is an address to some and a name to others. */
	private static boolean endsInNumber(String name) {
		return name.substring(name.lastIndexOf('.') + 1).chars().allMatch(Character::isDigit)
				|| name.substring(name.lastIndexOf('.') + 1).startsWith("0x");
	}

}
