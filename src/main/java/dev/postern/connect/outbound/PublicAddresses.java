package dev.postern.connect.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

import org.springframework.boot.http.client.InetAddressFilter;

/** Which addresses are on the public internet, and which of them are Cloudflare's. */
public final class PublicAddresses {

	/** Of the first byte of an IPv6 address, and what it is in {@code 2000::/3}. */
	private static final int V6_FORMAT = 0xe0;

	private static final int V6_GIVEN_OUT = 0x20;

	/**
	 * Addresses on the public internet. Of IPv6 only what is given out for it (RFC 4291):
	 * Boot's own list alone would take IPv4 addresses in the clothes of IPv6 for public.
	 */
	public static final InetAddressFilter ALL = InetAddressFilter.externalAddresses()
		.and(InetAddressFilter.adapt(PublicAddresses::isGivenOut))
		.andNot("3fff::/20");

	/** As Cloudflare lists them at https://www.cloudflare.com/ips/. */
	private static final InetAddressFilter CLOUDFLARE = InetAddressFilter.of("173.245.48.0/20", "103.21.244.0/22",
			"103.22.200.0/22", "103.31.4.0/22", "141.101.64.0/18", "108.162.192.0/18", "190.93.240.0/20",
			"188.114.96.0/20", "197.234.240.0/22", "198.41.128.0/17", "162.158.0.0/15", "104.16.0.0/13",
			"104.24.0.0/14", "172.64.0.0/13", "131.0.72.0/22", "2400:cb00::/32", "2606:4700::/32", "2803:f800::/32",
			"2405:b500::/32", "2405:8100::/32", "2a06:98c0::/29", "2c0f:f248::/32");

	private PublicAddresses() {
	}

	/** Whether all of them may be gone to by a filter; none is not enough. */
	public static boolean matchAll(InetAddressFilter filter, List<InetAddress> addresses) {
		return !addresses.isEmpty() && addresses.stream().allMatch(filter::matches);
	}

	/** Whether Cloudflare's edge answers there, and no server of anybody else. */
	public static boolean isOfCloudflare(InetAddress address) {
		return CLOUDFLARE.matches(address);
	}

	private static boolean isGivenOut(InetAddress address) {
		return address instanceof Inet4Address || (address.getAddress()[0] & V6_FORMAT) == V6_GIVEN_OUT;
	}

}
