package dev.postern.connect.doctor;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import javax.net.ssl.SSLSocketFactory;

import dev.postern.connect.outbound.HostLookup;
import dev.postern.connect.outbound.PublicAddresses;

import org.springframework.boot.http.client.InetAddressFilter;

/**
 * How the doctor gets out to public hostnames. No setting opens it wider.
 *
 * @param addresses which addresses it may connect to
 * @param patience how long a whole question may take
 * @param landmarks names that stand at Cloudflare's edge whatever becomes of anybody's
 * servers: where none of them can be reached, the portal does not get out at all
 */
public record EdgeGate(HostLookup lookup, InetAddressFilter addresses, int port, Supplier<SSLSocketFactory> tls,
		Duration patience, List<String> landmarks) {

	/** Cloudflare's own. */
	public static final List<String> LANDMARKS = List.of("www.cloudflare.com", "one.one.one.one");

	private static final int HTTPS = 443;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	public EdgeGate {
		landmarks = List.copyOf(landmarks);
	}

	/** The only one outside of tests. */
	static EdgeGate toTheInternet(HostLookup lookup) {
		return new EdgeGate(lookup, PublicAddresses.ALL, HTTPS, () -> (SSLSocketFactory) SSLSocketFactory.getDefault(),
				PATIENCE, LANDMARKS);
	}

}
