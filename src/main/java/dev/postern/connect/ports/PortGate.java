package dev.postern.connect.ports;

import java.time.Duration;

import dev.postern.connect.outbound.HostLookup;
import dev.postern.connect.outbound.PublicAddresses;

import org.springframework.boot.http.client.InetAddressFilter;

/**
 * How port 22 of servers is tried. No setting opens it wider.
 *
 * @param addresses which addresses may be tried
 * @param patience how long one address may take
 */
public record PortGate(HostLookup lookup, InetAddressFilter addresses, int port, Duration patience) {

	private static final int SSH = 22;

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	/** The only one outside of tests. */
	static PortGate toTheInternet(HostLookup lookup) {
		return new PortGate(lookup, PublicAddresses.ALL, SSH, PATIENCE);
	}

}
