package dev.postern.connect.doctor;

import java.util.Locale;
import java.util.Set;

/**
 * The server as the connector reaches it.
 *
 * @param service for example {@code ssh://10.0.0.9:22}
 * @param host without brackets, in lower case
 */
record Origin(String service, String host, int port) {

	private static final String SCHEME = "ssh://";

	private static final int SSH = 22;

	private static final Set<String> OWN_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

	private static final String DOCKER_HOST = "host.docker.internal";

	/** Reads a service as servers have it. */
	static Origin of(String service) {
		String address = service.startsWith(SCHEME) ? service.substring(SCHEME.length()) : service;
		int bracket = address.indexOf(']');
		int colon = address.indexOf(':', Math.max(bracket, 0));
		String host = (colon < 0) ? address : address.substring(0, colon);
		return new Origin(service, host.replace("[", "").replace("]", "").toLowerCase(Locale.ROOT),
				(colon < 0) ? SSH : Integer.parseInt(address.substring(colon + 1)));
	}

	/** Whether it is the machine on which the connector runs, or its container. */
	boolean isOwnMachine() {
		return OWN_MACHINE.contains(this.host);
	}

	/**
	 * The one command that proves that the connector can reach it.
	 * @param windows whether the connectors run on Windows
	 */
	String proof(boolean windows) {
		if (this.host.equals(DOCKER_HOST)) {
			return "docker run --rm --add-host host.docker.internal:host-gateway alpine sh -c \"nc -zv %s %d\""
				.formatted(this.host, this.port);
		}
		return windows ? "Test-NetConnection %s -Port %d".formatted(this.host, this.port)
				: "nc -zv %s %d".formatted(this.host, this.port);
	}

}
