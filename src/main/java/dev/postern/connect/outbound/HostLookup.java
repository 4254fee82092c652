package dev.postern.connect.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a hostname. */
@FunctionalInterface
public interface HostLookup {

	/**
	 * All addresses of a hostname.
	 * @throws UnknownHostException when it has none
	 * @throws LateLookup when DNS did not answer in time
	 */
	List<InetAddress> addresses(String hostname) throws UnknownHostException, LateLookup;

}
