package dev.postern.connect.ports.web;

import java.time.Instant;
import java.util.List;

import dev.postern.connect.ports.PortCheck;
import dev.postern.connect.ports.PortResult;
import dev.postern.connect.ports.TriedAddress;

/**
 * A port check as it is told.
 *
 * @param address what was given
 * @param addresses all that were tried
 * @param by who asked for it
 */
record PortCheckAnswer(PortResult result, Instant at, String address, List<TriedAddress> addresses, String by) {

	PortCheckAnswer {
		addresses = List.copyOf(addresses);
	}

	static PortCheckAnswer of(PortCheck check) {
		return new PortCheckAnswer(check.result(), check.at(), check.address(), check.addresses(), check.by());
	}

}
