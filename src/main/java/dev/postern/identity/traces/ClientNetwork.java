package dev.postern.identity.traces;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What counts as one client: an address of IPv4, or the {@code /64} of an address of
 * IPv6, of which whoever has one has them all.
 */
public final class ClientNetwork {

	private static final String UNREADABLE = "unreadable";

	private ClientNetwork() {
	}

	/**
	 * The network of an address, as {@code 2001:db8:0:7::/64}.
	 * @return an address of IPv4 as it is, and one word for all that is no address
	 */
	public static String of(String address) {
		try {
			InetAddress known = InetAddress.ofLiteral(address);
			return (known instanceof Inet6Address six) ? network(ByteBuffer.wrap(six.getAddress()))
					: known.getHostAddress();
		}
		catch (IllegalArgumentException ex) {
			return UNREADABLE;
		}
	}

	private static String network(ByteBuffer octets) {
		return "%x:%x:%x:%x::/64".formatted(octets.getShort(), octets.getShort(), octets.getShort(), octets.getShort());
	}

}
